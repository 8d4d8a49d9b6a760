// Text from file names and inputs, made safe for a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace minutemill::cli {

// Control characters, bidi controls and bytes that are not UTF-8 are shown as \n, \t, \u202e, \xff; the
// result has at most `bytes` bytes, cut at a character with "..." behind.
[[nodiscard]] std::string printable(std::string_view text, std::size_t bytes = 600);

// "1,234,567", "12.3 MB", "1:02:03" and "0.52 s".
[[nodiscard]] std::string grouped(std::uint64_t number);
[[nodiscard]] std::string byte_text(std::uint64_t bytes);
[[nodiscard]] std::string duration_text(double seconds);

}  // namespace minutemill::cli
