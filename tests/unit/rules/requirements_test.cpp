// What is read off a pattern must hold wherever the pattern matches, and should tell something.
#include "rules/requirements.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include <re2/re2.h>

namespace {

using minutemill::rules::read_requirements;
using minutemill::rules::Requirement;
using minutemill::rules::Requirements;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool may_match(const Requirements& all, const std::string& text) {
  if (all.alternatives.empty()) return true;
  for (const Requirement& one : all.alternatives) {
    bool fits = !one.at_begin || one.can_be_empty || one.beginnings.fit(text);
    for (const auto& words : one.words) {
      bool any = false;
      for (const std::string& word : words) any = any || lower(text).find(word) != std::string::npos;
      fits = fits && any;
    }
    if (fits) return true;
  }
  return false;
}

const std::vector<std::string> kPatterns{
    "听取|审议",
    "(?:会议|大会)(?:还)?(?:决定|同意)",
    "^(?:第?[0-9]{1,3}次|甲)会议$",
    "(?P<who>[^,。]{2,}?)(在)?(?P<what>出席|列席)(?:了)?会议",
    "a?b?c|^\\s*d+",
    "(?i:chair|Kiosk) of",
    "(?i)Straße|k",
    "\\bmotion\\b.*(?:carried|lost)",
    "[日号]|[-/.]",
    "x{2,3}y{0}z",
    "(?:一是)+二是*",
    "\\Qa.b\\E|\\x41\\x{4e00}",
    "[^\\p{L}]chair|\\p{Han}{2}长",
    "(?m)^b|c$",
    "(?:(?:a|b)(?:c|d)){2}e?",
    "(?:|甲)乙(?:丙|)",
    "(?:a|(?:b|^c))d",
    "^$|^甲",
    "[\\]a-]b[^^]",
    "(a(?i)b)c|(?-i:D)",
};

// Texts that are likely to match: of pieces that the patterns are made of.
std::string make_text(const std::string& pattern, std::mt19937& draw) {
  static const std::vector<std::string> pieces{
      "听取",   "审议",    "会议",       "大会", "还",          "决定",        "同意",
      "第",     "3",       "12",         "次",   "甲",          "乙",          "丙",
      "出席",   "列席",    "了",         ",",    "。",          "a",           "b",
      "c",      "d",       "A",          "B",    "C",           "D",           "chair",
      "CHAIR",  "kiosk",   "\u212aiosk", " of",  "stra\u00dfe", "STRA\u1e9eE", "motion",
      " ",      "carried", "lost",       "日",   "号",          "-",           "/",
      "xx",     "z",       "一是",       "二是", "二",          "a.b",         "\u4e00",
      "长",     "\n",      "e",          "]",    "^",           "x",           "y",
      "\u017f", ""};
  std::string out;
  for (std::size_t count = draw() % 8; count > 0;) {
    const std::string& piece = pieces[draw() % pieces.size()];
    // Most stand in the pattern as they are.
    if (pattern.find(piece) == std::string::npos && draw() % 16 != 0) continue;
    out += piece;
    --count;
  }
  return out;
}

TEST(Requirements, HoldWhereverThePatternMatches) {
  std::mt19937 draw(7);
  for (const std::string& pattern : kPatterns) {
    const re2::RE2 regex(pattern);
    ASSERT_TRUE(regex.ok()) << pattern;
    const Requirements read = read_requirements(pattern);
    std::size_t matches = 0, spared = 0;
    for (int i = 0; i < 4000; ++i) {
      const std::string text = make_text(pattern, draw);
      const bool matched = re2::RE2::PartialMatch(text, regex), may = may_match(read, text);
      matches += matched ? 1 : 0;
      spared += may ? 0 : 1;
      ASSERT_TRUE(may || !matched) << pattern << " in " << text;
      // A match at the beginning starts with one of the characters it may begin with.
      const bool starts = regex.Match(text, 0, text.size(), re2::RE2::ANCHOR_START, nullptr, 0);
      bool may_start = read.alternatives.empty();
      for (const Requirement& one : read.alternatives)
        may_start = may_start || one.can_be_empty || one.beginnings.fit(text);
      ASSERT_TRUE(may_start || !starts) << pattern << " in " << text;
    }
    EXPECT_GT(matches, 0U) << pattern;
  }
}

TEST(Requirements, TellTheWordsThatMustBeThere) {
  const auto words = [](const std::string& pattern) {
    const Requirements read = read_requirements(pattern);
    return read.alternatives.size() == 1 ? read.alternatives[0].words
                                         : std::vector<std::vector<std::string>>{};
  };
  using Lists = std::vector<std::vector<std::string>>;
  EXPECT_EQ(words("主持(?:召开|学习)了?[^,]{0,9}会议"), (Lists{{"主持召开", "主持学习"}, {"会议"}}));
  EXPECT_EQ(words("(?:听取|听取了|审议).*"), (Lists{{"听取", "审议"}}));
  EXPECT_EQ(words("(?i)Chair:"), (Lists{{"chair:"}}));
  EXPECT_EQ(words("第[一二]次"), (Lists{{"第一次", "第二次"}}));
  EXPECT_EQ(words("甲?乙*"), Lists{});
  EXPECT_EQ(words("(?:甲.|乙.)(?:丙+)"), (Lists{{"丙"}}));
}

TEST(Requirements, KeepAlternativesApart) {
  const Requirements read = read_requirements("^来源|(?:版权.*所有|^[0-9]{4})");
  ASSERT_EQ(read.alternatives.size(), 3U);
  EXPECT_TRUE(read.alternatives[0].at_begin);
  EXPECT_FALSE(read.alternatives[1].at_begin);
  EXPECT_TRUE(read.alternatives[2].beginnings.fit("2023"));
  EXPECT_FALSE(read.alternatives[2].beginnings.fit("年"));
  EXPECT_FALSE(read.alternatives[2].beginnings.fit(""));
}

TEST(Requirements, SizeBoundsTheProgram) {
  for (const std::string& pattern : kPatterns)
    EXPECT_GE(read_requirements(pattern).size, static_cast<std::size_t>(re2::RE2(pattern).ProgramSize()))
        << pattern;
  EXPECT_GE(read_requirements("(?:\\p{L}{1,5}){1,5}").size,
            static_cast<std::size_t>(re2::RE2("(?:\\p{L}{1,5}){1,5}").ProgramSize()));
  EXPECT_GT(read_requirements("(?:(?:\\p{L}{1,1000}){1,1000}){1,1000}").size, 1'000'000'000U);
}

TEST(Requirements, NameTheGroups) {
  for (const std::string& pattern : kPatterns) {
    const re2::RE2 regex(pattern);
    const Requirements read = read_requirements(pattern);
    ASSERT_TRUE(read.understood) << pattern;
    EXPECT_EQ(read.group_count, regex.NumberOfCapturingGroups()) << pattern;
    const std::map<std::string, int> names(read.groups.begin(), read.groups.end());
    EXPECT_EQ(names, regex.NamedCapturingGroups()) << pattern;
  }
}

TEST(Requirements, OfWhatIsNotUnderstoodAreNone) {
  EXPECT_FALSE(read_requirements("\\Cab").understood);
  EXPECT_TRUE(read_requirements("\\Cab").alternatives.empty());
  EXPECT_TRUE(read_requirements(std::string(5000, '(') + "a" + std::string(5000, ')')).alternatives.empty());
}

}  // namespace
