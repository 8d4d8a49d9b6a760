// The part of a line that a diagnostic shows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <minutemill/config.hpp>

namespace minutemill {

// Byte offset of the character at `column` (from 1) of a line.
[[nodiscard]] std::size_t offset_of_column(std::string_view line, std::uint32_t column) noexcept;

// Fills `line` and `line_from` of a diagnostic, whose mark is in the line `whole`.
void keep_line(Diagnostic& diagnostic, std::string_view whole);

}  // namespace minutemill
