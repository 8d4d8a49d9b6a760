// Plain text of blocks, and the way back from it to the bytes of the input.
#include <gtest/gtest.h>

#include <minutemill/document.hpp>

using namespace minutemill;

namespace {

class Positions : public ::testing::Test {
 protected:
  Node& block(NodeKind kind = NodeKind::paragraph) { return document_.append_new(document_.body(), kind); }
  Node& text(Node& parent, std::string_view words, SourceSpan span = {}) {
    Node& node = document_.create_text(words, span);
    document_.append(parent, node);
    return node;
  }
  Document document_;
};

TEST_F(Positions, PlainTextLeavesOutNotesReadingsAndImages) {
  Node& paragraph = block();
  text(paragraph, "a");
  Node& strong = document_.append_new(paragraph, NodeKind::strong);
  text(strong, "b");
  Node& note = document_.append_new(paragraph, NodeKind::note);
  text(document_.append_new(note, NodeKind::paragraph), "in the note");
  Node& ruby = document_.append_new(paragraph, NodeKind::ruby);
  text(ruby, "c");
  text(document_.append_new(ruby, NodeKind::ruby_text), "reading");
  document_.append_new(paragraph, NodeKind::image);
  document_.append_new(paragraph, NodeKind::line_break);
  text(paragraph, "d");
  EXPECT_EQ(Document::plain_text(paragraph), "abc\nd");
  EXPECT_EQ(Document::plain_text(note), "in the note");
  EXPECT_EQ(Document::plain_text(*ruby.last_child()), "reading");
}

TEST_F(Positions, BlocksAreJoinedByLineEndsWithoutEmptyOnes) {
  Node& quote = block(NodeKind::quote);
  text(document_.append_new(quote, NodeKind::paragraph), "one");
  document_.append_new(quote, NodeKind::paragraph);
  document_.append_new(quote, NodeKind::rule);
  Node& list = document_.append_new(quote, NodeKind::list);
  text(document_.append_new(document_.append_new(list, NodeKind::list_item), NodeKind::paragraph), "two");
  EXPECT_EQ(Document::plain_text(quote), "one\ntwo");
  EXPECT_EQ(Document::plain_text(document_.body()), "one\ntwo");
}

TEST_F(Positions, SpansOfTextThatIsTheSameBytes) {
  Node& paragraph = block();
  text(paragraph, "May ", {100, 104});
  Node& strong = document_.append_new(paragraph, NodeKind::strong);
  text(strong, "22", {112, 114});
  text(paragraph, ", 2020", {123, 129});
  EXPECT_EQ(Document::source_span(paragraph, 0, 3), (SourceSpan{100, 103}));
  EXPECT_EQ(Document::source_span(paragraph, 4, 6), (SourceSpan{112, 114}));
  EXPECT_EQ(Document::source_span(paragraph, 2, 8), (SourceSpan{102, 125}));
  EXPECT_FALSE(Document::source_span(paragraph, 12, 13).known());
  EXPECT_FALSE(Document::source_span(paragraph, 3, 3).known());
}

TEST_F(Positions, SpansAcrossBlocksCountTheLineEnd) {
  Node& quote = block(NodeKind::quote);
  text(document_.append_new(quote, NodeKind::paragraph), "ab", {10, 12});
  text(document_.append_new(quote, NodeKind::paragraph), "cd", {30, 32});
  EXPECT_EQ(Document::plain_text(quote), "ab\ncd");
  EXPECT_EQ(Document::source_span(quote, 3, 4), (SourceSpan{30, 31}));
  EXPECT_EQ(Document::source_span(quote, 1, 4), (SourceSpan{11, 31}));
  EXPECT_FALSE(Document::source_span(quote, 2, 3).known());  // the line end is not in the input
}

// "會議 2" in a two-byte charset from byte 50, a no-break space written "&nbsp;".
TEST_F(Positions, SpansThroughRuns) {
  Node& paragraph = block();
  Node& node = text(paragraph,
                    "\xE6\x9C\x83\xE8\xAD\xB0\xC2\xA0"
                    "2",
                    {50, 61});
  document_.set_runs(node, {{0, 50, 3, 2}, {6, 54, 2, 6}, {8, 60, 1, 1}});
  EXPECT_EQ(Document::source_span(paragraph, 0, 3), (SourceSpan{50, 52}));
  EXPECT_EQ(Document::source_span(paragraph, 3, 6), (SourceSpan{52, 54}));
  EXPECT_EQ(Document::source_span(paragraph, 6, 8), (SourceSpan{54, 60}));
  EXPECT_EQ(Document::source_span(paragraph, 3, 9), (SourceSpan{52, 61}));
  EXPECT_EQ(Document::source_span(paragraph, 0, 100), (SourceSpan{50, 61}));
  EXPECT_FALSE(Document::text_span(node, 20, 30).known());
}

TEST_F(Positions, SplitTextKeepsPositions) {
  Node& paragraph = block();
  Node& node = text(paragraph,
                    "\xE6\x9C\x83\xE8\xAD\xB0\xC2\xA0"
                    "2",
                    {50, 61});
  document_.set_runs(node, {{0, 50, 3, 2}, {6, 54, 2, 6}, {8, 60, 1, 1}});
  Node& rest = document_.split_text(node, 3);
  EXPECT_EQ(node.text(), "\xE6\x9C\x83");
  EXPECT_EQ(node.next(), &rest);
  EXPECT_EQ(node.span(), (SourceSpan{50, 52}));
  EXPECT_EQ(rest.span(), (SourceSpan{52, 61}));
  EXPECT_EQ(Document::runs(node).size(), 1u);
  EXPECT_EQ(Document::runs(rest).size(), 3u);
  EXPECT_EQ(Document::text_span(rest, 0, 3), (SourceSpan{52, 54}));
  EXPECT_EQ(Document::text_span(rest, 5, 6), (SourceSpan{60, 61}));
  EXPECT_EQ(Document::source_span(paragraph, 3, 9), (SourceSpan{52, 61}));
  Node& nothing = document_.split_text(rest, 100);
  EXPECT_EQ(nothing.text(), "");
  EXPECT_FALSE(nothing.span().known());
  EXPECT_EQ(Document::plain_text(paragraph),
            "\xE6\x9C\x83\xE8\xAD\xB0\xC2\xA0"
            "2");
}

TEST_F(Positions, SplitTextWithoutRuns) {
  Node& paragraph = block();
  Node& node = text(paragraph, "abcdef", {10, 16});
  Node& rest = document_.split_text(node, 2);
  EXPECT_EQ(node.span(), (SourceSpan{10, 12}));
  EXPECT_EQ(rest.span(), (SourceSpan{12, 16}));
  Node& whole = text(paragraph, "xyz", {20, 40});  // not the same bytes, and nobody knows which
  Node& tail = document_.split_text(whole, 1);
  EXPECT_EQ(whole.span(), (SourceSpan{20, 40}));
  EXPECT_EQ(tail.span(), (SourceSpan{20, 40}));
}

TEST_F(Positions, NewTextForgetsItsRuns) {
  Node& node = text(block(), "ab", {0, 4});
  document_.set_runs(node, {{0, 0, 1, 2}});
  document_.set_text(node, "c");
  EXPECT_TRUE(Document::runs(node).empty());
}

}  // namespace
