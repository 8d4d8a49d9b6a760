#include <minutemill/text.hpp>

#include <unicode/normalizer2.h>
#include <unicode/bytestream.h>
#include <unicode/stringpiece.h>

#include <algorithm>

#include <minutemill/eight_bytes.hpp>

namespace minutemill {
namespace {

constexpr char32_t kReplacement = 0xfffd;

bool in(char32_t c, char32_t low, char32_t high) noexcept {
  return c >= low && c <= high;
}

// The bytes a second byte may take after a lead byte (Unicode table 3-7).
struct Lead {
  int length;
  unsigned char low, high;
};
Lead lead_of(unsigned char byte) noexcept {
  if (byte >= 0xc2 && byte <= 0xdf) return {2, 0x80, 0xbf};
  if (byte == 0xe0) return {3, 0xa0, 0xbf};
  if (byte == 0xed) return {3, 0x80, 0x9f};
  if (byte >= 0xe1 && byte <= 0xef) return {3, 0x80, 0xbf};
  if (byte == 0xf0) return {4, 0x90, 0xbf};
  if (byte >= 0xf1 && byte <= 0xf3) return {4, 0x80, 0xbf};
  if (byte == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

// Decodes one code point; false when ill-formed (position moves past the maximal subpart).
bool decode(std::string_view text, std::size_t& position, char32_t& out) noexcept {
  const auto first = static_cast<unsigned char>(text[position++]);
  if (first < 0x80) {
    out = first;
    return true;
  }
  const Lead lead = lead_of(first);
  out = kReplacement;
  if (lead.length == 0) return false;
  char32_t value = first & (0xffU >> (lead.length + 1));
  for (int i = 1; i < lead.length; ++i) {
    if (position >= text.size()) return false;
    const auto byte = static_cast<unsigned char>(text[position]);
    const unsigned char low = i == 1 ? lead.low : 0x80, high = i == 1 ? lead.high : 0xbf;
    if (byte < low || byte > high) return false;
    value = value << 6 | (byte & 0x3fU);
    ++position;
  }
  out = value;
  return true;
}

// The high bits of white space among eight bytes of ASCII: from tab to CR, and the space itself.
std::uint64_t spaces(std::uint64_t bytes) noexcept {
  return equal(bytes, ' ') | (from(bytes, '\t') & ~from(bytes, '\r' + 1));
}

// What is inline stands in the library all the same: plugins of the first release look for it there.
struct Kept {
  char32_t (*next_code_point)(std::string_view, std::size_t&) noexcept;
  bool (*is_space)(char32_t) noexcept;
};
[[gnu::used]] constexpr Kept kKept{&next_code_point, &is_space};

}  // namespace

char32_t detail::decode_code_point(std::string_view text, std::size_t& position) noexcept {
  char32_t out = 0;
  decode(text, position, out);
  return out;
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10ffff || in(c, 0xd800, 0xdfff)) c = kReplacement;
  const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xc0 | c >> 6);
    byte(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    byte(0xe0 | c >> 12);
    byte(0x80 | (c >> 6 & 0x3f));
    byte(0x80 | (c & 0x3f));
  } else {
    byte(0xf0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3f));
    byte(0x80 | (c >> 6 & 0x3f));
    byte(0x80 | (c & 0x3f));
  }
}

std::size_t find_invalid_utf8(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
    const std::uint64_t bytes = next_bytes(text, i);
    if (are_two_ideographs(bytes)) {
      i += 6;
    } else if (const std::size_t ascii = bytes_before(bytes & kHighBits)) {
      i += ascii;  // beyond the end at the end: zeros
    } else if (is_usual_character(text, i, bytes)) {
      i += 3;
    } else {
      const std::size_t start = i;
      char32_t ignored = 0;
      if (!decode(text, i, ignored)) return start;
    }
  }
  return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) noexcept {
  std::size_t count = text.size();  // less the bytes that continue a sequence: 10xxxxxx
  for (std::size_t i = 0; i < text.size(); i += 8) {
    const std::uint64_t bytes = next_bytes(text, i);
    count -= minutemill::count(bytes & (~bytes << 1U) & kHighBits);
  }
  return count;
}

std::uint64_t count_characters(std::string_view text) noexcept {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::uint64_t bytes = next_bytes(text, i);
    if (are_two_ideographs(bytes)) {
      count += 2;
      i += 6;
    } else if (const std::size_t ascii = std::min(bytes_before(bytes & kHighBits), text.size() - i)) {
      count += ascii - minutemill::count(first_bytes(spaces(bytes & ~kHighBits), ascii));
      i += ascii;
    } else if (is_usual_character(text, i, bytes)) {
      ++count;
      i += 3;
    } else {
      count += is_space(next_code_point(text, i)) ? 0 : 1;
    }
  }
  return count;
}

bool is_cjk(char32_t c) noexcept {
  return in(c, 0x1100, 0x11ff) || in(c, 0x2e80, 0x303f) || in(c, 0x3040, 0x31ff) || in(c, 0x3200, 0x4dbf) ||
         in(c, 0x4e00, 0x9fff) || in(c, 0xac00, 0xd7ff) || in(c, 0xf900, 0xfaff) || in(c, 0xfe30, 0xfe4f) ||
         in(c, 0xff00, 0xffef) || in(c, 0x20000, 0x3ffff);
}

bool is_xml_char(char32_t c) noexcept {
  return c == '\t' || c == '\n' || c == '\r' || in(c, 0x20, 0xd7ff) || in(c, 0xe000, 0xfffd) ||
         in(c, 0x10000, 0x10ffff);
}

bool is_bidi_control(char32_t c) noexcept {
  return c == 0x061c || c == 0x200e || c == 0x200f || in(c, 0x202a, 0x202e) || in(c, 0x2066, 0x2069);
}

std::string_view trim(std::string_view text) noexcept {
  std::size_t begin = 0, end = text.size();
  while (begin < end) {
    std::size_t next = begin;
    if (!is_space(next_code_point(text, next))) break;
    begin = next;
  }
  while (end > begin) {
    std::size_t start = end - 1;
    while (start > begin && (static_cast<unsigned char>(text[start]) & 0xc0U) == 0x80) --start;
    std::size_t next = start;
    if (!is_space(next_code_point(text, next)) || next != end) break;
    end = start;
  }
  return text.substr(begin, end - begin);
}

bool is_blank(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (!is_space(c) && !in(c, 0x200b, 0x200f) && c != 0x2060 && c != 0xad) return false;
  }
  return true;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) noexcept {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0U) == 0x80) --bytes;
  return text.substr(0, bytes);
}

namespace {

std::string normalize(const icu::Normalizer2* form, UErrorCode status, std::string_view text) {
  if (U_FAILURE(status)) return std::string(text);
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
  form->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr,
                      status);
  return U_SUCCESS(status) ? out : std::string(text);
}

}  // namespace

std::string to_nfkc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(status);
  return normalize(form, status, text);
}

std::string to_nfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  return normalize(form, status, text);
}

}  // namespace minutemill
