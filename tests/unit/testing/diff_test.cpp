#include "testing/diff.hpp"

#include <gtest/gtest.h>

#include <random>

namespace minutemill::testing {
namespace {

std::string edits_of(std::string_view left, std::string_view right) {
  std::string out;
  for (const Edit& edit :
       diff(left.size(), right.size(), [&](std::size_t i, std::size_t j) { return left[i] == right[j]; })) {
    out += edit.kind == Edit::Kind::keep ? ' ' : edit.kind == Edit::Kind::remove ? '-' : '+';
    out += edit.kind == Edit::Kind::insert ? right[edit.right] : left[edit.left];
  }
  return out;
}

TEST(Diff, FindsTheShortestWay) {
  EXPECT_EQ(edits_of("", ""), "");
  EXPECT_EQ(edits_of("abc", "abc"), " a b c");
  EXPECT_EQ(edits_of("", "ab"), "+a+b");
  EXPECT_EQ(edits_of("ab", ""), "-a-b");
  EXPECT_EQ(edits_of("abc", "axc"), " a-b+x c");
  EXPECT_EQ(edits_of("abcabba", "cbabac").size() / 2, 9U)
      << "five edits and four kept (Myers 1986, figure 1)";
}

// Whatever two texts: what is kept and removed is the left one, what is kept and inserted the right one.
TEST(Diff, IsAWayFromLeftToRight) {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    std::string left(random() % 30, ' ');
    std::string right(random() % 30, ' ');
    for (char& c : left) c = static_cast<char>('a' + random() % 3);
    for (char& c : right) c = static_cast<char>('a' + random() % 3);
    const std::string edits = edits_of(left, right);
    std::string from;
    std::string to;
    for (std::size_t i = 0; i < edits.size(); i += 2) {
      if (edits[i] != '+') from += edits[i + 1];
      if (edits[i] != '-') to += edits[i + 1];
    }
    EXPECT_EQ(from, left);
    EXPECT_EQ(to, right);
  }
}

TEST(Diff, VeryDifferentTextsAreReplacedAsAWhole) {
  const std::string left(3000, 'a');
  const std::string right(3000, 'b');
  const std::string edits = edits_of(left, right);
  EXPECT_EQ(edits.size(), 12000U);
}

TEST(Diff, LinesFarFromAChangeAreLeftOut) {
  std::string expected;
  for (int i = 0; i < 20; ++i) expected += std::to_string(i) + "\n";
  std::string found = expected;
  found.replace(found.find("10\n"), 3, "ten\n");
  EXPECT_EQ(diff_lines(expected, found), "  7\n  8\n  9\n- 10\n+ ten\n  11\n  12\n  13\n  ...\n");
}

}  // namespace
}  // namespace minutemill::testing
