// The marks of footnotes: what a reference shows, and what a note repeats of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace minutemill::lift {

// "1", "[12]", "(3)", "*", "†", "①", "a"
[[nodiscard]] bool is_note_mark(std::string_view text) noexcept;
// "①" and its kin, which nothing but an enumeration or a note begins with.
[[nodiscard]] bool is_circled_number(std::string_view text) noexcept;
// "↩", "^", "[↑]": a way back from a note.
[[nodiscard]] bool is_return_arrow(std::string_view text) noexcept;
// Bytes at the start of a note's text that repeat `mark`, the text of its reference: 4 of "[1] By two" or of
// "1. By two" for "1". 0 when the text begins with something else, or with a number that may be a word of it.
[[nodiscard]] std::size_t repeated_mark(std::string_view text, std::string_view mark);

}  // namespace minutemill::lift
