// What a reader sees of a block of inlines, in order: its plain text, with the reading behind what a ruby
// stands over and the mark of a note where it is referred to. Of a block of blocks: its plain text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/text.hpp>

#include "block_numbers.hpp"

namespace minutemill::json_report {

// The mark of a note on the page: its label, else its number.
[[nodiscard]] std::string note_mark(const Node& note, const BlockNumbers& numbers);

class VisibleText {
 public:
  VisibleText(const Node& block, const BlockNumbers& numbers);
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  // What Tally counts of it: all but the marks of notes.
  [[nodiscard]] std::uint64_t characters() const { return count_characters(text_) - marks_; }
  // Bytes of the text before what stands at byte `offset` of the plain text, and before the end of what ends
  // there: what was put in at that place belongs to neither.
  [[nodiscard]] std::size_t begin_of(std::size_t offset) const noexcept;
  [[nodiscard]] std::size_t end_of(std::size_t offset) const noexcept;

 private:
  void insert(std::string_view words);

  struct Insertion {
    std::size_t plain = 0;  // where in the plain text
    std::size_t bytes = 0;  // of all insertions up to and with this one
  };
  std::string text_;
  std::vector<Insertion> insertions_;
  std::size_t inserted_ = 0;
  std::uint64_t marks_ = 0;  // characters of marks
};

}  // namespace minutemill::json_report
