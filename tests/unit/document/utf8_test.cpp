// Decoding has ways for the usual text that skip most checks; here they are held against one that has none.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <random>
#include <string>
#include <string_view>

#include <minutemill/json.hpp>
#include <minutemill/text.hpp>
#include <minutemill/xml.hpp>

namespace {

using namespace minutemill;

// The well-formed sequence that begins at `at` (Unicode table 3-7), by the definition; 0 bytes: none.
struct Sequence {
  char32_t value = 0xfffd;
  std::size_t length = 0;
};
Sequence well_formed(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc0 || lead > 0xf7 || at + length > text.size()) return {};
  char32_t value = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3fU);
  }
  const char32_t least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
  if (value < least || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return {};
  return {value, length};
}

std::size_t first_invalid(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Sequence sequence = well_formed(text, at);
    if (sequence.length == 0) return at;
    at += sequence.length;
  }
  return std::string_view::npos;
}

// Bytes at which the rules turn, among plain ones.
std::string random_text(std::mt19937& random) {
  static constexpr std::string_view kPieces[] = {"a",
                                                 "minutes ",
                                                 "会",
                                                 "，",
                                                 "会议纪要",
                                                 "<b x=\"&\">",
                                                 "\xe1\x80\x80",
                                                 "\xed\x9f\xbf",
                                                 "\xee\x80\x80",
                                                 "\xef\xbf\xbd",
                                                 "é",
                                                 "\xf0\x9f\x8c\xbe",
                                                 "\xe0\xa0\x80",
                                                 "\xe0\x9f\x80",
                                                 "\xed\xa0\x80",
                                                 "\x80",
                                                 "\xc0\x80",
                                                 "\xe4\xbc",
                                                 "\xe4",
                                                 "\xf4\x90\x80\x80",
                                                 "\xff",
                                                 "\xef\xbf\xbe",
                                                 "\xe3\x80\x80",
                                                 "\xef\xbb\xbf",
                                                 "\r\n\t",
                                                 "\x01",
                                                 "\x0b"};
  std::uniform_int_distribution<std::size_t> good(0, 12), any(0, std::size(kPieces) - 1), rarely(0, 19),
      size(0, 40);
  std::string out;
  for (std::size_t i = 0, end = size(random); i < end; ++i)
    out += kPieces[rarely(random) == 0 ? any(random) : good(random)];
  return out;
}

// A byte in a row of plain ones, and of ideographs, at each place of it: what is looked at eight bytes at a
// time.
template <class See>
void each_byte_in_a_row(See see) {
  for (const std::string& row : {std::string(17, 'x'), std::string("会议纪要会议纪要")})
    for (int byte = 0; byte < 256; ++byte)
      for (std::size_t at = 0; at < row.size(); ++at) {
        std::string text = row;
        text[at] = static_cast<char>(byte);
        see(text, static_cast<unsigned char>(byte));
      }
}

// Texts in which the usual and the unusual are mixed.
template <class See>
void each_text(unsigned seed, See see) {
  std::mt19937 random(seed);
  for (int round = 0; round < 20000; ++round) see(random_text(random));
  each_byte_in_a_row([&](const std::string& text, unsigned char) { see(text); });
  for (char32_t c = 0; c < 0x11000; ++c) {
    std::string text;
    append_utf8(text, c);
    see(text);
  }
}

TEST(Utf8, DecodesAsTheDefinitionSays) {
  each_text(7, [](const std::string& text) {
    ASSERT_EQ(find_invalid_utf8(text), first_invalid(text)) << testing::PrintToString(text);
    for (std::size_t at = 0; at < text.size();) {
      const Sequence wanted = well_formed(text, at);
      const std::size_t begin = at;
      ASSERT_EQ(next_code_point(text, at), wanted.value) << testing::PrintToString(text) << " at " << begin;
      if (wanted.length > 0)
        ASSERT_EQ(at, begin + wanted.length);
      else
        ASSERT_GT(at, begin);
    }
  });
}

TEST(Utf8, CharactersAreCountedAsTheDefinitionSays) {
  each_text(8, [](const std::string& text) {
    std::uint64_t visible = 0, begins = 0;
    for (std::size_t at = 0; at < text.size();) visible += is_space(next_code_point(text, at)) ? 0 : 1;
    for (const char byte : text) begins += (static_cast<unsigned char>(byte) & 0xc0U) == 0x80 ? 0 : 1;
    ASSERT_EQ(count_characters(text), visible) << testing::PrintToString(text);
    ASSERT_EQ(count_code_points(text), begins) << testing::PrintToString(text);
  });
}

// What XML may hold of a text, with `reference` for single bytes.
template <class Reference>
std::string as_xml(std::string_view text, Reference reference) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (!is_xml_char(c)) continue;
    if (const std::string_view instead = reference(c); !instead.empty())
      out += instead;
    else
      append_utf8(out, c);
  }
  return out;
}

TEST(Utf8, XmlGetsWhatItMayHold) {
  const auto in_text = [](char32_t c) -> std::string_view {
    return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '\r' ? "&#13;" : "";
  };
  const auto in_value = [&](char32_t c) -> std::string_view {
    return c == '"' ? "&quot;" : c == '\t' ? "&#9;" : c == '\n' ? "&#10;" : in_text(c);
  };
  each_text(9, [&](const std::string& text) {
    const std::string wanted = as_xml(text, [](char32_t) { return std::string_view(); });
    const bool changes = wanted != text;
    std::string safe, escaped = "<p>", value;
    ASSERT_EQ(make_xml_safe(text, safe), changes) << testing::PrintToString(text);
    ASSERT_EQ(safe, wanted) << testing::PrintToString(text);
    ASSERT_EQ(append_xml_text(escaped, text), changes) << testing::PrintToString(text);
    ASSERT_EQ(escaped, "<p>" + as_xml(text, in_text)) << testing::PrintToString(text);
    ASSERT_EQ(append_xml_value(value, text), changes) << testing::PrintToString(text);
    ASSERT_EQ(value, as_xml(text, in_value)) << testing::PrintToString(text);
  });
}

TEST(Utf8, JsonEscapesWhatItMust) {
  each_text(10, [](const std::string& text) {
    std::string out, wanted = "\"";
    append_json_string(out, text);
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = next_code_point(text, at);
      if (c == '\n' || c == '\t' || c == '\r')
        wanted += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
      else if (c == '"' || c == '\\')
        (wanted += '\\') += static_cast<char>(c);
      else if (c < 0x20 || c == 0x7f)
        wanted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      else
        append_utf8(wanted, c);
    }
    ASSERT_EQ(out, wanted + '"') << testing::PrintToString(text);
  });
}

}  // namespace
