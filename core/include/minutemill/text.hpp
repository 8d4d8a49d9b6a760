// UTF-8 text: decoding, character classes, counting. Everything takes any bytes; what is not UTF-8 reads as
// U+FFFD.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <minutemill/export.hpp>

namespace minutemill {

namespace detail {
// next_code_point() for what is neither ASCII nor a usual sequence of three bytes.
[[nodiscard]] MINUTEMILL_API char32_t decode_code_point(std::string_view text,
                                                        std::size_t& position) noexcept;

[[nodiscard]] constexpr bool is_continuation(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80;
}

// A whole sequence of three bytes of U+1000 to U+CFFF or U+E000 to U+FFFF stands at `position`: nearly all of
// a Chinese text. These lead bytes take any continuation.
[[nodiscard]] constexpr bool is_three_bytes(std::string_view text, std::size_t position) noexcept {
  const auto lead = static_cast<unsigned char>(text[position]);
  return lead >= 0xe1 && lead <= 0xef && lead != 0xed && position + 2 < text.size() &&
         is_continuation(text[position + 1]) && is_continuation(text[position + 2]);
}
}  // namespace detail

// Reads one code point at `position` and moves past it. Ill-formed bytes give U+FFFD, one for each maximal
// subpart (Unicode 15 §3.9). `position` must be below text.size().
[[nodiscard]] MINUTEMILL_API inline char32_t next_code_point(std::string_view text,
                                                             std::size_t& position) noexcept {
  const auto first = static_cast<unsigned char>(text[position]);
  if (first < 0x80) {
    ++position;
    return first;
  }
  if (!detail::is_three_bytes(text, position)) return detail::decode_code_point(text, position);
  const auto second = static_cast<unsigned char>(text[position + 1]),
             third = static_cast<unsigned char>(text[position + 2]);
  position += 3;
  return (first & 0x0fU) << 12 | (second & 0x3fU) << 6 | (third & 0x3fU);
}
MINUTEMILL_API void append_utf8(std::string& out, char32_t code_point);
// Offset of the first byte that is not part of well-formed UTF-8, or npos.
[[nodiscard]] MINUTEMILL_API std::size_t find_invalid_utf8(std::string_view text) noexcept;

[[nodiscard]] MINUTEMILL_API std::size_t count_code_points(std::string_view text) noexcept;
// The five ASCII white space characters of HTML (tab, LF, FF, CR, space).
[[nodiscard]] constexpr bool is_ascii_space(char32_t c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
// White space of HTML, U+000B, U+0085, U+00A0, U+1680, U+2000-200A, U+2028, U+2029, U+202F, U+205F, U+3000,
// U+FEFF.
[[nodiscard]] MINUTEMILL_API constexpr bool is_space(char32_t c) noexcept {
  if (c < 0x80) return is_ascii_space(c) || c == 0x0b;
  if (c > 0x3000) return c == 0xfeff;
  return c == 0x3000 || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x85 || c == 0x1680 ||
         c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f;
}
// Code points that are not is_space(): what Tally::characters counts.
[[nodiscard]] MINUTEMILL_API std::uint64_t count_characters(std::string_view text) noexcept;
// Ideographs, kana, bopomofo, hangul, CJK punctuation and full-width forms: scripts written without spaces.
[[nodiscard]] MINUTEMILL_API bool is_cjk(char32_t code_point) noexcept;
// May stand in an XML 1.0 document (XML 1.0 §2.2 Char), U+FFFE/FFFF excluded.
[[nodiscard]] MINUTEMILL_API bool is_xml_char(char32_t code_point) noexcept;
// Controls that turn the direction of text: U+061C, U+200E/F, U+202A-202E, U+2066-2069.
[[nodiscard]] MINUTEMILL_API bool is_bidi_control(char32_t code_point) noexcept;

// The text without leading and trailing is_space() characters.
[[nodiscard]] MINUTEMILL_API std::string_view trim(std::string_view text) noexcept;
// True when nothing but is_space() characters and zero-width characters is in it.
[[nodiscard]] MINUTEMILL_API bool is_blank(std::string_view text) noexcept;
// Drops what XML forbids; ill-formed bytes become U+FFFD. Returns true when anything was changed.
MINUTEMILL_API bool make_xml_safe(std::string_view text, std::string& out);
// `text` cut to at most `bytes` bytes at a character boundary.
[[nodiscard]] MINUTEMILL_API std::string_view cut_utf8(std::string_view text, std::size_t bytes) noexcept;
// NFKC (UAX 15): full-width forms become ASCII, compatibility characters their plain ones.
[[nodiscard]] MINUTEMILL_API std::string to_nfkc(std::string_view text);
// NFC (UAX 15): letters and their accents composed.
[[nodiscard]] MINUTEMILL_API std::string to_nfc(std::string_view text);

}  // namespace minutemill
