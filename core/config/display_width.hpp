// How many columns of a terminal a character takes.
#pragma once

#include <minutemill/export.hpp>

namespace minutemill {

// 2 for wide and full-width characters (UAX 11), 0 for combining and format characters, else 1.
[[nodiscard]] MINUTEMILL_API int display_width(char32_t code_point) noexcept;

}  // namespace minutemill
