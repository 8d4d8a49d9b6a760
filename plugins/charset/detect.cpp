#include "charset/charset.hpp"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <memory>

#include <minutemill/text.hpp>

namespace minutemill::charset {
namespace {

constexpr std::size_t kSample = std::size_t{256} * 1024;  // bytes that statistics look at

struct Utf8Count {
  std::size_t good = 0;  // sequences of two bytes and more
  std::size_t bad = 0;
};
Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (std::size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    const char32_t c = next_code_point(bytes, i);
    if (c == 0xfffd && bytes.compare(start, 3, "\xef\xbf\xbd") != 0)
      ++count.bad;
    else
      ++count.good;
  }
  return count;
}

Guess by_mark(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xef\xbb\xbf")) return {"UTF-8", Reason::mark, 3};
  if (bytes.starts_with("\xff\xfe\0\0"sv)) return {"UTF-32LE", Reason::mark, 4};
  if (bytes.starts_with("\0\0\xfe\xff"sv)) return {"UTF-32BE", Reason::mark, 4};
  if (bytes.starts_with("\xff\xfe")) return {"UTF-16LE", Reason::mark, 2};
  if (bytes.starts_with("\xfe\xff")) return {"UTF-16BE", Reason::mark, 2};
  if (bytes.starts_with("\x84\x31\x95\x33")) return {"GB18030", Reason::mark, 4};
  return {};
}

// Units of a zero byte and a character that text has, against those with a control character.
bool are_zeros_of_text(std::string_view head, std::size_t zero_at) {
  std::size_t text = 0, controls = 0;
  for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
    if (head[i + zero_at] != '\0') continue;
    const auto c = static_cast<unsigned char>(head[i + 1 - zero_at]);
    ++(c >= 0x20 || is_ascii_space(c) ? text : controls);
  }
  return controls * 10 <= text;
}

// Markup in UTF-16 has a zero byte in every second place of its tags.
Guess by_zeros(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  if (head.find('\0') == std::string_view::npos) return {};
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i)
    if (head[i] == '\0') ++zeros[i % 2];
  const std::size_t enough = std::max<std::size_t>(4, head.size() / 20);
  if (zeros[1] >= enough && zeros[0] * 4 < zeros[1] && are_zeros_of_text(head, 1))
    return {"UTF-16LE", Reason::pattern, 0};
  if (zeros[0] >= enough && zeros[1] * 4 < zeros[0] && are_zeros_of_text(head, 0))
    return {"UTF-16BE", Reason::pattern, 0};
  return {};
}

// The escape sequences that switch to Japanese sets (RFC 1468); nothing else begins so.
Guess by_escapes(std::string_view bytes) {
  using namespace std::string_view_literals;
  const std::string_view head = bytes.substr(0, kSample);
  for (std::size_t at = head.find('\x1b'); at != std::string_view::npos; at = head.find('\x1b', at + 1))
    if (const std::string_view set = head.substr(at + 1, 2); set == "$B"sv || set == "$@"sv)
      return {"ISO-2022-JP", Reason::pattern, 0};
  return {};
}

// What the bytes above 0x80 come to when they are read in pairs.
struct Pairs {
  std::size_t all = 0, bad = 0;
  std::size_t common = 0;        // in the rows of GB 2312 that Chinese text is made of
  std::size_t ideographs = 0;    // from row 16 on
  std::size_t above_hangul = 0;  // of those, in rows that KS X 1001 does not use for Hangul
  std::size_t spaced = 0;        // pair, space, pair
};
Pairs count_pairs(std::string_view bytes) {
  Pairs count;
  std::size_t last_end = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0x80) continue;
    const auto trail = static_cast<unsigned char>(i + 1 < bytes.size() ? bytes[i + 1] : 0);
    if (lead == 0x80 || lead == 0xff || trail < 0x30) {
      ++count.bad;
      continue;
    }
    ++count.all;
    if (((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3)) && trail >= 0xa1) ++count.common;
    if (lead >= 0xb0) ++count.ideographs;
    if (lead > 0xc8) ++count.above_hangul;
    if (last_end > 0 && i == last_end + 1 && bytes[last_end] == ' ') ++count.spaced;
    last_end = ++i + 1;
  }
  return count;
}

// Double-byte Chinese: pairs, most of them in the rows of GB 2312. Korean is written in a part of these rows,
// with spaces between its words.
bool looks_like_gb(std::string_view bytes) {
  const Pairs count = count_pairs(bytes);
  constexpr std::size_t kTelling = 10;
  const bool korean =
      count.ideographs >= kTelling && count.above_hangul * 20 < count.ideographs && count.spaced > 0;
  return count.all >= 2 && count.bad * 50 <= count.all && count.common * 10 >= count.all * 8 && !korean;
}

struct UchardetFree {
  void operator()(uchardet_t handle) const noexcept { uchardet_delete(handle); }
};

Guess by_statistics(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSample);
  if (looks_like_gb(sample)) return {"GB18030", Reason::statistics, 0};
  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, UchardetFree> detector(uchardet_new());
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) == 0) {
    uchardet_data_end(detector.get());
    const std::string_view converter = converter_for(uchardet_get_charset(detector.get()));
    // A few accented letters or curly quotes look like Vietnamese or Thai to it; Western is what they are.
    const bool rare = converter == "windows-1258" || converter == "windows-874";
    if (!converter.empty() && converter != "UTF-8" && !rare) return {converter, Reason::statistics, 0};
  }
  return {"windows-1252", Reason::fallback, 0};
}

// Encodings that hide other characters in ASCII: valid UTF-8 proves nothing against them.
bool is_escaped(std::string_view converter, std::string_view bytes) {
  if (converter == "ISO-2022-JP") return bytes.find('\x1b') != std::string_view::npos;
  if (converter == "HZ") return bytes.find("~{") != std::string_view::npos;
  return false;
}

}  // namespace

Guess detect(std::string_view bytes, std::string_view outside, std::string_view in_page) {
  if (const Guess mark = by_mark(bytes); !mark.converter.empty()) return mark;
  if (const Guess wide = by_zeros(bytes); !wide.converter.empty()) return wide;
  const std::array<std::string_view, 2> declared{converter_for(outside), converter_for(in_page)};
  for (const std::string_view converter : declared)
    if (is_escaped(converter, bytes)) return {converter, Reason::declared, 0};
  if (const Guess escaped = by_escapes(bytes); !escaped.converter.empty()) return escaped;
  if (find_invalid_utf8(bytes) == std::string_view::npos) return {"UTF-8", Reason::utf8, 0, true};
  // A few bad bytes among many good sequences: UTF-8 that was damaged or cut.
  const Utf8Count count = count_utf8(bytes.substr(0, kSample));
  if (count.good >= count.bad * 8 && count.good > 0) return {"UTF-8", Reason::utf8, 0};
  for (const std::string_view converter : declared)
    if (!converter.empty() && !converter.starts_with("UTF")) return {converter, Reason::declared, 0};
  const Guess guess = by_statistics(bytes);
  const bool says_utf8 = declared[0] == "UTF-8" || declared[1] == "UTF-8";
  if (says_utf8 && guess.reason == Reason::fallback && count.good > count.bad)
    return {"UTF-8", Reason::declared, 0};
  return guess;
}

bool has_pattern(std::string_view bytes) {
  return !by_mark(bytes).converter.empty() || !by_zeros(bytes).converter.empty();
}

bool is_double_encoded(std::string_view text) {
  // Lead bytes of UTF-8 read as windows-1252 are letters of U+00C0..U+00FF, whose own lead byte is 0xC3.
  const std::string_view head = text.substr(0, kSample);
  constexpr int kFewest = 4;
  std::size_t lead = head.find('\xc3');
  for (int seen = 1; seen < kFewest && lead != std::string_view::npos; ++seen)
    lead = head.find('\xc3', lead + 1);
  if (lead == std::string_view::npos) return false;
  std::size_t pairs = 0, other = 0;
  for (std::size_t i = 0; i < text.size() && i < kSample;) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const char32_t c = next_code_point(text, i);
    if (c < 0xc2 || c > 0xf4 || i >= text.size()) {
      ++other;
      continue;
    }
    // A lead byte read as a letter; its continuation bytes became U+0080..U+00BF or windows-1252's signs.
    std::size_t follow = 0;
    const std::size_t wanted = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
    while (follow < wanted && i < text.size()) {
      std::size_t next = i;
      const char32_t d = next_code_point(text, next);
      const bool sign = (d >= 0x80 && d <= 0xbf) || (d >= 0x2013 && d <= 0x2122) || d == 0x20ac ||
                        d == 0x152 || d == 0x153 || d == 0x160 || d == 0x161 || d == 0x178 || d == 0x17d ||
                        d == 0x17e || d == 0x192 || d == 0x2c6 || d == 0x2dc;
      if (!sign) break;
      i = next;
      ++follow;
    }
    if (follow == wanted)
      ++pairs;
    else
      ++other;
  }
  return pairs >= 4 && pairs > other * 8;
}

}  // namespace minutemill::charset
