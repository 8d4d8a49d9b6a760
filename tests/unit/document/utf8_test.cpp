// Decoding has ways for the usual text that skip most checks; here they are held against one that has none.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include <minutemill/json.hpp>
#include <minutemill/text.hpp>

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
                                                 "\xff"};
  std::uniform_int_distribution<std::size_t> good(0, 10), any(0, std::size(kPieces) - 1), rarely(0, 19),
      size(0, 40);
  std::string out;
  for (std::size_t i = 0, end = size(random); i < end; ++i)
    out += kPieces[rarely(random) == 0 ? any(random) : good(random)];
  return out;
}

TEST(Utf8, DecodesAsTheDefinitionSays) {
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(random);
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
  }
}

// A byte in a row of plain ones, at each place of it: what is looked at eight bytes at a time.
template <class See>
void each_byte_in_a_row(See see) {
  for (int byte = 0; byte < 256; ++byte)
    for (std::size_t at = 0; at < 17; ++at) {
      std::string text(17, 'x');
      text[at] = static_cast<char>(byte);
      see(text, static_cast<unsigned char>(byte));
    }
}

TEST(Utf8, CharactersAreCountedAsTheDefinitionSays) {
  const auto by_one = [](std::string_view text) {
    std::uint64_t count = 0;
    for (std::size_t at = 0; at < text.size();) count += is_space(next_code_point(text, at)) ? 0 : 1;
    return count;
  };
  std::mt19937 random(8);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(random);
    ASSERT_EQ(count_characters(text), by_one(text)) << testing::PrintToString(text);
  }
  each_byte_in_a_row([&](const std::string& text, unsigned char) {
    ASSERT_EQ(count_characters(text), by_one(text)) << testing::PrintToString(text);
  });
  for (char32_t c = 0; c < 0x11000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    std::string text;
    append_utf8(text, c);
    ASSERT_EQ(count_characters(text), is_space(c) ? 0U : 1U) << std::hex << static_cast<unsigned>(c);
  }
}

TEST(Utf8, XmlGetsWhatItMayHold) {
  const auto by_one = [](std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = next_code_point(text, at);
      if (is_xml_char(c)) append_utf8(out, c);
    }
    return out;
  };
  const auto safe = [](std::string_view text) {
    std::string out;
    const bool changed = make_xml_safe(text, out);
    EXPECT_EQ(changed, out != text);
    return out;
  };
  std::mt19937 random(9);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(random);
    ASSERT_EQ(safe(text), by_one(text)) << testing::PrintToString(text);
  }
  each_byte_in_a_row([&](const std::string& text, unsigned char) {
    ASSERT_EQ(safe(text), by_one(text)) << testing::PrintToString(text);
  });
  for (char32_t c = 0; c < 0x11000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    std::string text;
    append_utf8(text, c);
    ASSERT_EQ(safe(text), by_one(text)) << std::hex << static_cast<unsigned>(c);
  }
}

TEST(Utf8, JsonEscapesWhatItMust) {
  each_byte_in_a_row([](const std::string& text, unsigned char byte) {
    std::string out;
    append_json_string(out, text);
    const bool plain = byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
    if (plain)
      ASSERT_EQ(out, '"' + text + '"');
    else
      ASSERT_GT(out.size(), text.size() + 2) << out;
  });
}

}  // namespace
