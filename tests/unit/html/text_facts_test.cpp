// Facts of a text, read many bytes at a time, against what their definition says character by character.
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

#include <minutemill/text.hpp>

#include "html_clean/text_facts.hpp"

namespace minutemill::test {
namespace {

bool is_any_comma(char32_t c) {
  return c == ',' ||
         std::u32string_view(U"\uff0c\u3001\u3002\uff1b\u060c\ufe50\ufe10\u2e41\u2e34\u2e32").find(c) !=
             std::u32string_view::npos;
}

clean::TextFacts by_definition(std::string_view text) {
  clean::TextFacts facts;
  facts.blank = is_blank(text);
  bool after_space = true;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if (is_ascii_space(c)) {
      facts.letters += after_space ? 0 : 1;
      after_space = true;
      facts.odd_spaces = facts.odd_spaces || c != ' ' || (start > 0 && text[start - 1] == ' ');
    } else if (!is_space(c)) {
      facts.letters += is_cjk(c) ? 2 : 1;
      facts.commas += is_any_comma(c) ? 1 : 0;
      after_space = false;
    }
  }
  return facts;
}

void expect_same(std::string_view text) {
  const clean::TextFacts found = clean::read_text(text), wanted = by_definition(text);
  EXPECT_EQ(found.letters, wanted.letters) << text;
  EXPECT_EQ(found.commas, wanted.commas) << text;
  EXPECT_EQ(found.blank, wanted.blank) << text;
  EXPECT_EQ(found.odd_spaces, wanted.odd_spaces) << text;
  EXPECT_FALSE(found.invisible) << text;
}

TEST(TextFacts, texts_put_together_at_random_have_those_of_their_characters) {
  // No invisible ones among them; characters from both ends of each range, and some cut in the middle.
  constexpr std::array<std::string_view, 27> kPieces{"a",          "weir",         " ",
                                                     "  ",         "\t",           "\r\n",
                                                     ",",          "12, 13",       "\u4e00",
                                                     "\u4dff",     "\u4dbf",       "\u9fff",
                                                     "\ua000",     "\u4f1a\u8bae", "\uff0c",
                                                     "\u3002",     "\u3000",       "\u3001",
                                                     "\u00e9",     "\u00a0",       "\u200d",
                                                     "\U0001f600", "\uff21",       "\uac00",
                                                     "\ufffd",     "\u060c",       "mended on Monday"};
  std::mt19937 random(20260101);
  constexpr int kTexts = 20'000;
  for (int i = 0; i < kTexts; ++i) {
    std::string text;
    for (auto pieces = random() % 12; pieces > 0; --pieces) text.append(kPieces[random() % kPieces.size()]);
    expect_same(text);
  }
}

TEST(TextFacts, bytes_that_are_no_text_are_read_to_the_end) {
  for (const std::string_view text :
       {"\xe4", "\xe4\xb8", "abc\xe5\xff\x80", "\xe9\xbf\xbf\xe9\xbf", "\xff\xfe,"})
    expect_same(text);
}

TEST(TextFacts, what_is_never_seen_is_told) {
  using namespace std::string_view_literals;
  for (const std::string_view text : {"a\u00adb"sv, "\u200b"sv, "\ufeffx"sv, "x\u2060"sv, "a\x01 bcdefgh"sv,
                                      "\u202e"sv, "longer than eight \x7f\x08"sv})
    EXPECT_TRUE(clean::read_text(text).invisible) << text;
}

}  // namespace
}  // namespace minutemill::test
