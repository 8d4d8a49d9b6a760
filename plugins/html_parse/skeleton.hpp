// A page with each stretch of plain text, each script and style sheet, and each stretch of white space
// shortened to one character. To the rules of tree construction (HTML §13.2.6) a character that is no white
// space is as good as a thousand in a row, and so is one that is, while gumbo passes every one of them
// through its tokenizer and tree builder: parsing the skeleton and putting the text back gives the same tree
// in a fraction of the time.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gumbo.h>

#include <minutemill/report.hpp>

#include "html_parse/tag_scanner.hpp"

namespace minutemill::html {

class Skeleton {
 public:
  // `page` must outlive the skeleton. Its tags are to be shown in turn, then the end.
  explicit Skeleton(std::string_view page);
  void see(const Tag& tag, bool is_xml);
  void finish();
  // Walks over the tags itself.
  static Skeleton of(std::string_view page);

  // What to parse: the page itself where nothing could be shortened.
  [[nodiscard]] std::string_view text() const noexcept {
    return runs_.empty() ? page_ : std::string_view(text_);
  }
  [[nodiscard]] bool shortened() const noexcept { return !runs_.empty(); }
  // Whether every stretch came back in the text node that its place says (white space may be dropped, as it
  // is before <head>); else the page itself is to be parsed.
  [[nodiscard]] bool fits(const GumboNode& root) const;
  // Parse the page itself from now on.
  void give_up() noexcept { runs_.clear(); }

  // Bytes of the page behind bytes [begin, end) of text(). `near`, here and below: where the search among the
  // stretches ended last, 0 at first; nodes are asked for in the order of the page.
  [[nodiscard]] SourceSpan span(std::uint32_t begin, std::uint32_t end, std::size_t& near) const noexcept;
  // The value of a text node with its stretches put back. The result lives in `buffer` or in the node.
  [[nodiscard]] const char* value(const GumboText& node, std::string& buffer, std::size_t& near) const;

 private:
  struct Run {
    std::uint32_t at;          // of the character that stands for it, in text()
    std::uint32_t begin, end;  // in the page
    bool raw = false;          // hides markup: right in a script or style element alone
  };
  // `is_text`: no '<' is in it.
  void shorten(std::size_t begin, std::size_t end, bool is_text);
  [[nodiscard]] bool holds_plain_raw_text(std::string_view text) const noexcept;
  void shorten_space(std::size_t begin, std::size_t end);
  void take(std::size_t begin, std::size_t end, bool raw);
  void keep(std::size_t begin, std::size_t end);
  void copy(std::size_t begin, std::size_t end);
  void flush();
  void put_marks();
  [[nodiscard]] bool is_mark(char c) const noexcept;
  // White space that the tokenizer took for a part of a comment or of an attribute.
  [[nodiscard]] bool is_lost_space(const char* text) const;
  [[nodiscard]] bool has_lost_space(const GumboElement& element) const;
  // How many stretches of text a node holds; nothing when its marks are not those of its place.
  // `raw`: it lies in a script or style element.
  [[nodiscard]] std::optional<std::size_t> texts_in(const GumboText& node, bool raw, std::size_t& near) const;
  // Index of the first run at or after an offset of text().
  [[nodiscard]] std::size_t run_from(std::uint32_t at, std::size_t& near) const noexcept;
  // Offset in text() of where a piece of it begins.
  [[nodiscard]] std::uint32_t offset_of(const GumboStringPiece& piece) const noexcept;

  std::string_view page_;
  char mark_ = 0;  // stands for a stretch of text in text_, kSpaceMark for one of white space
  bool shortens_space_;
  bool has_nul_, ends_cdata_;                  // somewhere on the page
  std::size_t last_ = 0;                       // end of the tag before
  bool raw_ = false, foreign_ = false;         // inside a script or style, a drawing or formula
  std::size_t reference_;                      // the next '&', or one before `last_`
  std::size_t kept_begin_ = 0, kept_end_ = 0;  // of the page, not yet in text_
  std::array<bool, 256> seen_{};               // bytes of text that stay
  std::size_t texts_ = 0;                      // stretches that are no white space
  std::string text_;
  std::vector<Run> runs_;
};

}  // namespace minutemill::html
