// Walking over text that is known to be UTF-8.
#pragma once

#include <cstddef>
#include <string_view>

namespace minutemill::rules {

// The bytes of the character that begins with `first`; 1 for all but the three-byte ones, which most text in
// Han characters consists of.
[[nodiscard]] constexpr std::size_t character_size(char first) noexcept {
  return (static_cast<unsigned char>(first) & 0xf0U) == 0xe0U ? 3 : 1;
}

[[nodiscard]] inline bool stands_at(std::string_view text, std::size_t at, std::string_view mark) noexcept {
  return !mark.empty() && text.size() - at >= mark.size() && text[at + mark.size() - 1] == mark.back() &&
         text.compare(at, mark.size(), mark) == 0;
}

}  // namespace minutemill::rules
