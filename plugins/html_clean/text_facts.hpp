// What the passes ask of a text, read off it once.
#pragma once

#include <cstdint>
#include <string_view>

namespace minutemill::clean {

struct TextFacts {
  // Letters, an ideograph counted as two, a run of spaces as one; commas and what other scripts have for
  // them, full stops of Chinese among them.
  std::uint32_t letters = 0, commas = 0;
  bool blank = true;        // is_blank()
  bool odd_spaces = false;  // white space inside that is not displayed as written: pairs, tabs, line ends
  bool invisible = false;   // holds characters of `Invisible`: all else is counted without them
};
[[nodiscard]] TextFacts read_text(std::string_view text) noexcept;

// Soft hyphen, zero-width space, byte-order mark, word joiner, what XML forbids: never seen, never wanted.
// Overrides of direction can make a text read as another one.
enum class Invisible : std::uint8_t { no, drop, trick };
[[nodiscard]] Invisible invisible(char32_t c) noexcept;

}  // namespace minutemill::clean
