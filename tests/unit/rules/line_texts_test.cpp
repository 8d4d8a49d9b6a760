// Lines that were read the last time are not read again, and hold what a fresh reading holds.
#include "rules/line_texts.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace minutemill::rules {
namespace {

struct Reader {
  Folding folding;
  ClueFinder finder;
  SentenceEnds ends;

  Reader() {
    folding.fold_width();
    chair = finder.add({"主持"}).value();
    finder.build();
    ends.marks = {"。"};
    for (const std::string& mark : ends.marks)
      ends.first_byte[static_cast<unsigned char>(mark.front())] = true;
  }
  std::uint16_t chair = 0;
};

TEST(LineTexts, GiveTheSameLineInTheNextReading) {
  Reader reader;
  LineTexts texts(reader.folding, reader.finder, reader.ends);
  texts.rewind();
  const LineText* title = &texts.read("纪要");
  const LineText* first = &texts.read("甲主持。乙列席。");
  texts.rewind();
  // The title now stands behind the line that stood below it.
  EXPECT_EQ(&texts.read("甲主持。乙列席。"), first);
  EXPECT_NE(&texts.read("另一行"), title);
  texts.rewind();
  EXPECT_EQ(&texts.read("甲主持。乙列席。"), first);
}

TEST(LineTexts, EqualLinesOfOneDocumentAreTwo) {
  Reader reader;
  LineTexts texts(reader.folding, reader.finder, reader.ends);
  for (int reading = 0; reading < 3; ++reading) {
    texts.rewind();
    const LineText* one = &texts.read("同");
    EXPECT_NE(&texts.read("同"), one);
  }
}

TEST(LineTexts, HoldTheFoldedTextItsCluesAndSentences) {
  Reader reader;
  LineTexts texts(reader.folding, reader.finder, reader.ends);
  for (const char* line : {"甲主持，ＡＢ。乙列席。", "没有"}) {
    texts.rewind();
    LineText& read = texts.read(line);
    const bool chaired = read.text.starts_with("甲");
    EXPECT_EQ(read.folded.text, chaired ? "甲主持,AB。乙列席。" : "没有");
    EXPECT_EQ(read.clues.has(reader.chair), chaired);
    EXPECT_EQ(read.hits.size(), chaired ? 1U : 0U);
    EXPECT_EQ(texts.sentences(read).size(), chaired ? 2U : 1U);
    EXPECT_EQ(texts.sentences(read).size(), chaired ? 2U : 1U);  // and so the second time
  }
}

// A line that is forgotten gives its place to another, without anything of its own.
TEST(LineTexts, ForgetWhatTheLastReadingDidNotHave) {
  Reader reader;
  LineTexts texts(reader.folding, reader.finder, reader.ends);
  texts.rewind();
  (void)texts.sentences(texts.read("甲主持。乙列席。"));
  EXPECT_EQ(texts.size(), std::string("甲主持。乙列席。").size());
  texts.rewind();
  texts.rewind();
  EXPECT_EQ(texts.size(), 0U);
  LineText& fresh = texts.read("新");
  EXPECT_FALSE(fresh.clues.has(reader.chair));
  EXPECT_TRUE(fresh.hits.empty());
  EXPECT_EQ(texts.sentences(fresh).size(), 1U);
}

TEST(LineTexts, MakesTextWellFormed) {
  for (const auto& [given, made] : std::vector<std::pair<std::string, std::string>>{
           {"\xff会\xe4\xbc", "\x1a会\x1a\x1a"}, {"", ""}, {"会", "会"}, {"\xff\xff", "\x1a\x1a"}}) {
    std::string text = given;
    make_well_formed(text);
    EXPECT_EQ(text, made);
  }
}

}  // namespace
}  // namespace minutemill::rules
