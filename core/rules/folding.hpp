// Folding: text as patterns see it. Each code point becomes one other, so that a place in folded text has one
// place in the text as it stands: full-width forms become ASCII, characters of one script tradition those of
// another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minutemill::rules {

// Folded text with the way back.
struct Folded {
  struct Shift {
    std::uint32_t folded = 0;
    std::uint32_t text = 0;
  };
  std::string text;
  std::vector<Shift> shifts;  // places from which on the distance differs; sorted

  // The offset in the text as it stands for an offset in the folded text.
  [[nodiscard]] std::size_t to_text(std::size_t folded) const noexcept;
  // The other way; `text` at a character boundary.
  [[nodiscard]] std::size_t from_text(std::size_t text) const noexcept;
};

class Folding {
 public:
  Folding();
  // Full-width ASCII forms and ideographic spaces.
  void fold_width();
  // Pairs of characters, each followed by the one it becomes.
  void fold_pairs(std::string_view pairs);
  [[nodiscard]] bool active() const noexcept { return !table_.empty(); }

  void fold(std::string_view text, Folded& out) const;
  [[nodiscard]] std::string fold(std::string_view text) const;
  // A pattern folded as the text will be; a character that becomes one with a meaning in patterns is escaped.
  [[nodiscard]] std::string fold_pattern(std::string_view pattern) const;

 private:
  [[nodiscard]] char32_t folded(char32_t c) const noexcept;

  std::vector<char16_t> table_;  // by code point of the Basic Multilingual Plane; 0 = itself
};

}  // namespace minutemill::rules
