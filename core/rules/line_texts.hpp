// Lines of text as rules read them, whatever document they stand in: folded, with the clues and sentences
// found in them. The stages of a pipeline read the same document one after the other, and most of its lines
// again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/clues.hpp"
#include "rules/folding.hpp"

namespace minutemill::rules {

struct SentenceEnds {
  std::vector<std::string> marks;    // ASCII ones count before white space or at the end
  std::vector<std::string> closers;  // may follow: ”
  bool first_byte[256] = {};
  // The offset behind the sentence that begins at `from`.
  [[nodiscard]] std::size_t next(std::string_view text, std::size_t from, std::size_t to) const noexcept;
};

// Bytes that are no UTF-8 become controls (SUB), one for one: patterns read well-formed text only.
void make_well_formed(std::string& text) noexcept;

// A part of a line's folded text.
struct Part {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct LineText {
  std::string text;  // well-formed UTF-8
  Folded folded;
  Clues clues;                        // of the folded text
  std::vector<ClueFinder::Hit> hits;  // where they stand, in order
  std::vector<Part> sentences;        // once they have been asked for
  bool cut = false;                   // they have
  std::uint32_t line = 0;             // which line of its document it is
};

class LineTexts {
 public:
  LineTexts(const Folding& folding, const ClueFinder& finder, const SentenceEnds& ends)
      : folding_(&folding), finder_(&finder), ends_(&ends) {}

  // A document will be read from its beginning. What was read since the last time is kept for comparison,
  // what was read before is forgotten.
  void rewind();
  // `text` as rules read it; looked up when it comes in about the order of the last time. Stays where it is
  // until the second rewind() from now.
  LineText& read(std::string_view text);
  [[nodiscard]] std::string fold(std::string_view text) const { return folding_->fold(text); }
  [[nodiscard]] std::span<const Part> sentences(LineText& line) const;
  // Bytes of the texts that are kept, about.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  [[nodiscard]] std::unique_ptr<LineText> find(std::string_view text);
  [[nodiscard]] std::unique_ptr<LineText> make(std::string_view text);

  const Folding* folding_;
  const ClueFinder* finder_;
  const SentenceEnds* ends_;
  using Lines = std::vector<std::unique_ptr<LineText>>;
  Lines before_;          // read the last time; null: and now too
  Lines now_, spare_;     // read now; neither, for the room that they have
  std::size_t next_ = 0;  // of before_: what is expected
  std::size_t size_ = 0;
};

}  // namespace minutemill::rules
