// File names made of text that anybody may have written: no separators, no control or bidi characters, never
// "." or "..", nothing a file system in common use refuses.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <minutemill/export.hpp>

namespace minutemill {

// A part of a name: what no name may hold is left out or becomes '-', white space one space; no dots, spaces
// or dashes at its beginning, no dots or spaces at its end. May be empty.
[[nodiscard]] MINUTEMILL_API std::string safe_name_part(std::string_view text);

// True for "con", "LPT1.txt": names that Windows keeps for devices.
[[nodiscard]] MINUTEMILL_API bool is_device_name(std::string_view name) noexcept;

}  // namespace minutemill
