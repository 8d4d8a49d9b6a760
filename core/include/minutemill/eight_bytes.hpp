// Eight bytes of a text at once, in an ordinary register: for what is done with every byte of a page. Masks
// have the high bit of each byte that is meant; the text's first byte is the lowest.
#pragma once

#include <array>
#include <bit>
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

// The bytes from `position` on, which is below the end; what lies beyond the end is zero.
[[nodiscard]] inline std::uint64_t next_bytes(std::string_view text, std::size_t position) noexcept {
  const std::size_t have = text.size() - position;
  if (have >= 8) return eight_bytes(text, position);
  if (text.size() >= 8) {
    const std::uint64_t last = eight_bytes(text, text.size() - 8);
    const std::size_t rest = 8 * (8 - have);
    return std::endian::native == std::endian::little ? last >> rest : last << rest;
  }
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data() + position, have);
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

// How many bytes stand before the first one whose high bit is set: 0 to 8.
[[nodiscard]] constexpr std::size_t bytes_before(std::uint64_t high_bits) noexcept {
  const int bits =
      std::endian::native == std::endian::little ? std::countr_zero(high_bits) : std::countl_zero(high_bits);
  return static_cast<std::size_t>(bits) / 8;
}

// The first `number` bytes, 1 to 8, among zeros.
[[nodiscard]] constexpr std::uint64_t first_bytes(std::uint64_t bytes, std::size_t number) noexcept {
  const std::size_t rest = 8 * (8 - number);
  return std::endian::native == std::endian::little ? bytes << rest : bytes >> rest;
}

// Whether the first six are two characters of three bytes each, of U+4000 to U+BFFF: most of what a Chinese
// text is made of. Their lead bytes, E4 to EB, take any continuation, and no character of this range is white
// space or forbidden anywhere.
[[nodiscard]] constexpr bool are_two_ideographs(std::uint64_t bytes) noexcept {
  using Bytes = std::array<std::uint8_t, 8>;
  constexpr auto kFirstLead = std::bit_cast<std::uint64_t>(Bytes{0xe4, 0, 0, 0xe4, 0, 0, 0, 0});
  constexpr auto kFixed = std::bit_cast<std::uint64_t>(Bytes{0xf8, 0xc0, 0xc0, 0xf8, 0xc0, 0xc0, 0, 0});
  constexpr auto kWanted = std::bit_cast<std::uint64_t>(Bytes{0, 0x80, 0x80, 0, 0x80, 0x80, 0, 0});
  // A lead byte below E4 borrows from its neighbour, but then is itself 1C or more, and the answer no.
  return ((bytes - kFirstLead) & kFixed) == kWanted;
}

// Whether the bytes, those at `position`, begin with one character of three bytes that is sure to be neither
// white space nor forbidden anywhere; most are that are not two ideographs in a row.
[[nodiscard]] inline bool is_usual_character(std::string_view text, std::size_t position,
                                             std::uint64_t bytes) noexcept {
  using Bytes = std::array<std::uint8_t, 8>;
  constexpr auto kFixed = std::bit_cast<std::uint64_t>(Bytes{0xf0, 0xc0, 0xc0, 0, 0, 0, 0, 0});
  constexpr auto kWanted = std::bit_cast<std::uint64_t>(Bytes{0xe0, 0x80, 0x80, 0, 0, 0, 0, 0});
  if ((bytes & kFixed) != kWanted) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[position + i]); };
  const unsigned char lead = byte(0);
  if (lead >= 0xe4 && lead <= 0xec) return true;
  if (lead == 0xef) return byte(1) != 0xbb && byte(1) != 0xbf;                   // U+FEFF, U+FFFE
  if (lead == 0xe3) return byte(2) != 0x80;                                      // U+3000
  return lead == 0xe2 && byte(1) == 0x80 && byte(2) >= 0x90 && byte(2) <= 0xa7;  // dashes, quotation marks
}

}  // namespace minutemill
