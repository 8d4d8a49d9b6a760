// A page with each stretch of plain text shortened to one character. To the rules of tree construction (HTML
// §13.2.6) a character that is no white space is as good as a thousand in a row, while gumbo passes every one
// of them through its tokenizer and tree builder: parsing the skeleton and putting the text back gives the
// same tree in a fraction of the time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gumbo.h>

#include <minutemill/report.hpp>

namespace minutemill::html {

class Skeleton {
 public:
  // `page` must outlive the skeleton.
  explicit Skeleton(std::string_view page);

  // What to parse: the page itself where nothing could be shortened.
  [[nodiscard]] std::string_view text() const noexcept {
    return runs_.empty() ? page_ : std::string_view(text_);
  }
  [[nodiscard]] bool shortened() const noexcept { return !runs_.empty(); }
  // Whether every stretch came back in the text node that its place says; else the page itself is to be
  // parsed.
  [[nodiscard]] bool fits(const GumboNode& root) const;
  // Parse the page itself from now on.
  void give_up() noexcept { runs_.clear(); }

  // Bytes of the page behind bytes [begin, end) of text().
  [[nodiscard]] SourceSpan span(std::uint32_t begin, std::uint32_t end) const noexcept;
  // The value of a text node with its stretches put back. The result lives in `buffer` or in the node.
  [[nodiscard]] const char* value(const GumboText& node, std::string& buffer) const;

 private:
  struct Run {
    std::uint32_t at;          // of the character that stands for it, in text()
    std::uint32_t begin, end;  // in the page
  };
  void shorten(std::size_t begin, std::size_t end);
  void take(std::size_t begin, std::size_t end);
  // Index of the first run at or after an offset of text().
  [[nodiscard]] std::size_t run_from(std::uint32_t at) const noexcept;
  // Offset in text() of where a piece of it begins.
  [[nodiscard]] std::uint32_t offset_of(const GumboStringPiece& piece) const noexcept;

  std::string_view page_;
  char mark_ = 0;  // stands for a stretch in text_
  std::string text_;
  std::vector<Run> runs_;
};

}  // namespace minutemill::html
