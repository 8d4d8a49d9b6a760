// What the backtracking matcher finds is what RE2 finds.
#include "rules/backtracker.hpp"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <re2/re2.h>

namespace minutemill::rules {
namespace {

constexpr int kGroups = 6;
// What a search found; a group that took no part is "-", and so is each where there is no match.
using Pieces = std::array<std::string, kGroups>;

Pieces by_re2(const std::string& pattern, const std::string& text, std::size_t from, Anchor anchor) {
  Pieces out;
  out.fill("-");
  const re2::RE2 regex(pattern);
  std::array<re2::StringPiece, kGroups> found;
  const int count = std::min(kGroups, regex.NumberOfCapturingGroups() + 1);
  const auto how = anchor == Anchor::none    ? re2::RE2::UNANCHORED
                   : anchor == Anchor::start ? re2::RE2::ANCHOR_START
                                             : re2::RE2::ANCHOR_BOTH;
  if (!regex.Match(text, from, text.size(), how, found.data(), count)) return out;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
    if (found[i].data() != nullptr) out[i] = found[i].as_string();
  return out;
}

struct Told {
  Backtracker::Outcome outcome = Backtracker::Outcome::gave_up;
  Pieces pieces;
};

Told by_backtracking(const std::string& pattern, const std::string& text, std::size_t from, Anchor anchor) {
  Told out;
  out.pieces.fill("-");
  if (const auto matcher = Backtracker::make(pattern, anchor))
    out.outcome = matcher->run(text, from, kGroups, [&](int group, std::size_t begin, std::size_t end) {
      out.pieces[static_cast<std::size_t>(group)] = text.substr(begin, end - begin);
    });
  return out;
}

TEST(Backtracker, FindsWhatRe2Finds) {
  const std::vector<std::pair<const char*, const char*>> cases{
      {"(?:^|[,。])(?P<who>[^,。]{2,}?)(?:共同)?主持(?:会议|[,。]|$)", "昨天,甲乙丙共同主持会议。"},
      {"(a+?)(a*)", "xaaay"},
      {"(a|ab)(c|bcd)(d*)", "abcd"},
      {"(x)?(y)(z)?", "y"},
      {"\\b(\\w+)\\b", "，chair，"},
      {"\\b(art)", "part art"},
      {"(end)$", "end then end"},
      {"(end)$", "end\n"},
      {"^(begin)(.*)", "begin\n"},
      {"(?i)(CHAIR)(ſ?)", "a chairs"},
      {"(\\s+)([^\\s]+)", "one\v \t two"},
      {"([[:alpha:]]+)([]\\d]+)", "ab]12"},
      {"(\\p{Han}+)(\\pL*)", "会议abc1"},
      {"(\\p{Han}+)(.*)", "会、議"},
      {"(?:(a)|(b))+", "ab"},
      {"(b)|^(a)", "ab"},
      {"^\\W*(?i:draft|final)\\W*$", "– DRAFT –"},
      {"(会)(.)", "会"},
      {"(a)", ""},
  };
  for (const auto& [pattern, text] : cases)
    for (const Anchor anchor : {Anchor::none, Anchor::start, Anchor::both})
      for (const std::size_t from : {0, 1}) {
        if (from > std::string(text).size() || (from > 0 && anchor != Anchor::none)) continue;
        const Told told = by_backtracking(pattern, text, from, anchor);
        EXPECT_NE(told.outcome, Backtracker::Outcome::gave_up) << pattern;
        EXPECT_EQ(told.pieces, by_re2(pattern, text, from, anchor)) << pattern << " in " << text;
      }
}

TEST(Backtracker, WhatMeansAnotherThingIsRefused) {
  for (const char* pattern :
       {"(?m)^(a)$", "(?U)(a+)", "(a)\\C", "\\Q(a)\\E", "(a\\v)", "([\\S]+)", "(\\pN)\\", "\\p{Any}(a)"})
    EXPECT_EQ(Backtracker::make(pattern, Anchor::none), nullptr) << pattern;
  EXPECT_EQ(to_pcre2("\\s[\\s[]\\p{Han}\\p{^Lu}\\z"),
            "[\\t\\n\\f\\r ][\\t\\n\\f\\r \\[]\\p{sc:Han}\\p{^Lu}$");
}

// Steps grow without bound here: the matcher gives up instead, and the caller asks RE2.
TEST(Backtracker, StepsAreBounded) {
  const Told told = by_backtracking("((?:a?){30}a{30})(b?)", std::string(30, 'a'), 0, Anchor::none);
  EXPECT_EQ(told.outcome, Backtracker::Outcome::gave_up);
}

}  // namespace
}  // namespace minutemill::rules
