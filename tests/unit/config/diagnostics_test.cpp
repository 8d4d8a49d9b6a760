#include <minutemill/config.hpp>

#include <string>

#include <gtest/gtest.h>

namespace minutemill {
namespace {

Diagnostic diagnostic(Mark mark, std::uint32_t length, std::string line) {
  Diagnostic d;
  d.file = "a.yaml";
  d.mark = mark;
  d.length = length;
  d.message = "wrong";
  d.hint = "do right";
  d.line = std::move(line);
  return d;
}

std::string format(Diagnostic d, bool colour = false) {
  Diagnostics all;
  all.add(std::move(d));
  return all.format(colour);
}

TEST(Diagnostics, ShowsLineCaretAndHint) {
  EXPECT_EQ(format(diagnostic({7, 3}, 5, "  levle: 3")),
            "a.yaml:7:3: error: wrong\n"
            "    7 |   levle: 3\n"
            "      |   ^~~~~\n"
            "  hint: do right\n");
}

TEST(Diagnostics, WideCharactersTakeTwoColumns) {
  EXPECT_EQ(format(diagnostic({1, 4}, 2, "会议 地点: x")),
            "a.yaml:1:4: error: wrong\n"
            "    1 | 会议 地点: x\n"
            "      |      ^~~~\n"
            "  hint: do right\n");
}

TEST(Diagnostics, CombiningCharactersTakeNone) {
  EXPECT_NE(format(diagnostic({1, 4}, 1, "e\xcc\x81 x")).find("\n      |   ^\n"), std::string::npos);
}

TEST(Diagnostics, CaretBehindTheLine) {
  EXPECT_NE(format(diagnostic({1, 3}, 1, "a:")).find("\n      |   ^\n"), std::string::npos);
}

TEST(Diagnostics, WithoutAPlaceThereIsNoLine) {
  EXPECT_EQ(format(diagnostic({}, 1, "")), "a.yaml: error: wrong\n  hint: do right\n");
}

TEST(Diagnostics, LongLinesAreCutAroundTheCaret) {
  const std::string line = std::string(5000, 'a') + "X" + std::string(5000, 'b');
  const std::string shown = format(diagnostic({1, 5001}, 1, line));
  EXPECT_LT(shown.size(), 400U);
  EXPECT_NE(shown.find("X"), std::string::npos);
  const auto caret_line = shown.substr(shown.find("\n      | ") + 9);
  const auto text_line = shown.substr(shown.find("    1 | ") + 8);
  EXPECT_EQ(caret_line.find('^'), text_line.find('X'));
}

TEST(Diagnostics, NothingOfAFileMovesTheCursor) {
  const std::string shown = format(diagnostic({1, 1}, 1,
                                              "a\x1b[2Jb\xe2\x80\xae"
                                              "c"));
  EXPECT_EQ(shown.find('\x1b'), std::string::npos);
  EXPECT_EQ(shown.find("\xe2\x80\xae"), std::string::npos);
}

TEST(Diagnostics, ColoursOnlyWhenAsked) {
  EXPECT_EQ(format(diagnostic({1, 1}, 1, "x")).find('\x1b'), std::string::npos);
  EXPECT_NE(format(diagnostic({1, 1}, 1, "x"), true).find("\x1b[1;31merror:"), std::string::npos);
}

TEST(Diagnostics, InOrderOfPlace) {
  Diagnostics all;
  for (const std::uint32_t line : {9U, 2U, 5U}) {
    Diagnostic d = diagnostic({line, 1}, 1, "x");
    d.message = "at" + std::to_string(line);
    all.add(d);
  }
  const std::string shown = all.format();
  EXPECT_LT(shown.find("at2"), shown.find("at5"));
  EXPECT_LT(shown.find("at5"), shown.find("at9"));
}

TEST(Diagnostics, WarningsAreNoErrors) {
  Diagnostics all;
  Diagnostic d = diagnostic({1, 1}, 1, "x");
  d.severity = Severity::warning;
  all.add(d);
  EXPECT_FALSE(all.has_errors());
  EXPECT_NE(all.format().find("a.yaml:1:1: warning: wrong"), std::string::npos);
}

TEST(Diagnostics, TheSameIsToldOnce) {
  Diagnostics all;
  for (int i = 0; i < 2; ++i) all.add(diagnostic({1, 1}, 1, "x"));
  EXPECT_EQ(all.all().size(), 1U);
}

TEST(Diagnostics, KeepsOnlySoManyAndCountsTheRest) {
  Diagnostics all;
  for (std::uint32_t i = 1; i <= 1000; ++i) all.add(diagnostic({i, 1}, 1, "x"));
  EXPECT_EQ(all.all().size(), Diagnostics::kMaxKept);
  EXPECT_NE(all.format().find("... and 800 more\n"), std::string::npos);
}

}  // namespace
}  // namespace minutemill
