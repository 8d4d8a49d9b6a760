// The groups that machine code takes are those that RE2 takes.
#include "rules/groups.hpp"

#include <array>
#include <string>

#include <gtest/gtest.h>
#include <re2/re2.h>

namespace minutemill::rules {
namespace {

constexpr int kGroups = 6;
using Pieces = std::array<std::string, kGroups>;

// What both say of `text`; a group that took no part is "-".
struct Told {
  Pieces by_re2, by_reader;
  bool read = false;
};

Told groups_of(const std::string& pattern, const std::string& text) {
  Told told;
  told.by_re2.fill("-");
  told.by_reader.fill("-");
  const re2::RE2 regex(pattern);
  std::array<re2::StringPiece, kGroups> found;
  const int count = std::min(kGroups, regex.NumberOfCapturingGroups() + 1);
  EXPECT_TRUE(regex.Match(text, 0, text.size(), re2::RE2::UNANCHORED, found.data(), count)) << pattern;
  for (int i = 0; i < count; ++i)
    if (found[static_cast<std::size_t>(i)].data() != nullptr)
      told.by_re2[static_cast<std::size_t>(i)] = found[static_cast<std::size_t>(i)].as_string();
  const auto reader = GroupReader::make(pattern);
  if (reader == nullptr) return told;
  const auto begin = static_cast<std::size_t>(found[0].data() - text.data());
  told.read = reader->read(
      text, begin, begin + found[0].size(), count, [&](int group, std::size_t first, std::size_t last) {
        told.by_reader[static_cast<std::size_t>(group)] = text.substr(first, last - first);
      });
  return told;
}

TEST(Groups, AreThoseOfRe2) {
  const std::array<std::pair<const char*, const char*>, 14> cases{{
      {"(?:^|[,。])(?P<who>[^,。]{2,}?)(?:共同)?主持(?:会议|[,。]|$)", "昨天,甲乙丙共同主持会议。"},
      {"(a+?)(a*)", "xaaay"},
      {"(a|ab)(c|bcd)(d*)", "abcd"},
      {"(x)?(y)(z)?", "y"},
      {"\\b(\\w+)\\b", "，chair，"},
      {"\\b(art)", "part art"},
      {"(end)$", "end then end"},
      {"^(begin)(.*)", "begin\n"},
      {"(?i)(CHAIR)(ſ?)", "a chairs"},
      {"(\\s+)([^\\s]+)", "one\v \t two"},
      {"([[:alpha:]]+)([]\\d]+)", "ab]12"},
      {"(\\p{Han}+)(\\pL*)", "会议abc1"},
      {"(\\p{Han}+)(.*)", "会、議"},
      {"(?:(a)|(b))+", "ab"},
  }};
  for (const auto& [pattern, text] : cases) {
    const Told told = groups_of(pattern, text);
    EXPECT_TRUE(told.read) << pattern;
    EXPECT_EQ(told.by_reader, told.by_re2) << pattern;
  }
}

TEST(Groups, WhatMeansAnotherThingIsRefused) {
  for (const char* pattern :
       {"(?m)^(a)$", "(?U)(a+)", "(a)\\C", "\\Q(a)\\E", "(a\\v)", "([\\S]+)", "(\\pN)\\", "\\p{Any}(a)"})
    EXPECT_EQ(GroupReader::make(pattern), nullptr) << pattern;
  EXPECT_EQ(to_pcre2("\\s[\\s[]\\p{Han}\\p{^Lu}\\z"),
            "[\\t\\n\\f\\r ][\\t\\n\\f\\r \\[]\\p{sc:Han}\\p{^Lu}$");
}

// Steps grow without bound here: the reader gives up instead, and the caller asks RE2.
TEST(Groups, StepsAreBounded) {
  const Told told = groups_of("((?:a?){30}a{30})(b?)", std::string(30, 'a'));
  EXPECT_FALSE(told.read);
}

}  // namespace
}  // namespace minutemill::rules
