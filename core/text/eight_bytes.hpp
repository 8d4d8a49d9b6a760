// Eight bytes of a text at once, in an ordinary register.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace minutemill {

inline constexpr std::uint64_t kEachByte = 0x0101010101010101U;
inline constexpr std::uint64_t kHighBits = kEachByte * 0x80U;

// The bytes at `position`, of which there must be eight.
[[nodiscard]] inline std::uint64_t eight_bytes(std::string_view text, std::size_t position) noexcept {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data() + position, sizeof bytes);
  return bytes;
}

[[nodiscard]] constexpr bool are_ascii(std::uint64_t bytes) noexcept {
  return (bytes & kHighBits) == 0;
}

// The high bit of each byte that is `low` or more, of bytes that are ASCII.
[[nodiscard]] constexpr std::uint64_t from(std::uint64_t bytes, unsigned low) noexcept {
  return (bytes + kEachByte * (0x80U - low)) & kHighBits;
}

// The high bit of each byte that is `value`, of bytes that are ASCII.
[[nodiscard]] constexpr std::uint64_t equal(std::uint64_t bytes, unsigned value) noexcept {
  return ~((bytes ^ (kEachByte * value)) + kEachByte * 0x7fU) & kHighBits;
}

// How many of the high bits are set.
[[nodiscard]] constexpr unsigned count(std::uint64_t high_bits) noexcept {
  return static_cast<unsigned>(((high_bits >> 7U) * kEachByte) >> 56U);
}

}  // namespace minutemill
