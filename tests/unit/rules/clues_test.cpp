// The automaton that finds all words of all clues in one pass.
#include "rules/clues.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace {

using minutemill::rules::ClueFinder;
using minutemill::rules::Clues;

TEST(Clues, AreFoundWhereverTheirWordsAre) {
  ClueFinder finder;
  const auto heard = finder.add({"听取", "听了"}), meeting = finder.add({"会议"}),
             chair = finder.add({"Chair"});
  ASSERT_TRUE(heard && meeting && chair);
  finder.build();
  const Clues clues = finder.find("会议听了汇报; the CHAIRman");
  EXPECT_TRUE(clues.has(*heard));
  EXPECT_TRUE(clues.has(*meeting));
  EXPECT_TRUE(clues.has(*chair));
  EXPECT_EQ(finder.find("会见, 听见, chai"), Clues());
  std::vector<ClueFinder::Hit> hits;
  finder.find("会议会议", hits);
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].end, 6U);
  EXPECT_EQ(hits[1].end, 12U);
}

TEST(Clues, WordsMayLieInOneAnother) {
  std::mt19937 draw(3);
  const auto word = [&] {
    std::string out(1 + draw() % 4, 'x');
    for (char& c : out) c = "xy("[draw() % 3];
    return out + "(";
  };
  ClueFinder finder;
  std::vector<std::pair<std::vector<std::string>, std::uint16_t>> all;
  for (int i = 0; i < 40; ++i) {
    std::vector<std::string> words{word(), word()};
    if (const auto clue = finder.add(words)) all.emplace_back(words, *clue);
  }
  ASSERT_GT(all.size(), 30U);
  finder.build();
  for (int round = 0; round < 2000; ++round) {
    std::string text(draw() % 12, 'x');
    for (char& c : text) c = "xyz("[draw() % 4];
    const Clues found = finder.find(text);
    for (const auto& [words, clue] : all) {
      bool there = false;
      for (const std::string& one : words) there = there || text.find(one) != std::string::npos;
      ASSERT_EQ(found.has(clue), there) << words[0] << ' ' << words[1] << " in " << text;
    }
  }
}

TEST(Clues, SameWordsAreOneClue) {
  ClueFinder finder;
  EXPECT_EQ(finder.add({"ab", "cd"}), finder.add({"cd", "AB"}));
}

TEST(Clues, WordsThatTellNothingAreNone) {
  ClueFinder finder;
  EXPECT_FALSE(finder.add({"会议", ","}));
  EXPECT_FALSE(finder.add({}));
  EXPECT_TRUE(finder.add({"("}));
}

TEST(Clues, AreLimited) {
  ClueFinder finder;
  std::size_t added = 0;
  for (int i = 0; i < 2000; ++i) added += finder.add({"word" + std::to_string(i) + "!"}) ? 1 : 0;
  EXPECT_EQ(added, Clues::kMost);
  ClueFinder large;
  std::vector<std::string> words;
  for (int i = 0; i < 700; ++i) words.push_back(std::to_string(i) + std::string(80, 'b'));
  EXPECT_TRUE(large.add(words));
  words.emplace_back(80, 'c');
  EXPECT_FALSE(large.add(words));
}

TEST(Clues, OfLongWordsTheBeginningIsEnough) {
  ClueFinder finder;
  ASSERT_TRUE(finder.add({std::string(40'000, 'a')}));
  finder.build();
  EXPECT_EQ(finder.find(std::string(40, 'a')), Clues());
  EXPECT_NE(finder.find(std::string(80, 'a')), Clues());
}

}  // namespace
