// What a document carries.
#include <gtest/gtest.h>

#include <minutemill/snapshot.hpp>
#include <minutemill/text.hpp>

using namespace minutemill;

namespace {

TEST(Tally, CountsEachThingOnce) {
  Document document;
  from_snapshot(R"({"snapshot": 1, "body": [
    {"kind": "heading", "children": ["A title"]},
    {"kind": "paragraph"},
    {"kind": "paragraph", "children": ["\u4f1a\u8bae\u3000x\u00a0", {"kind": "link", "attributes": {"href": "#a"}, "children": ["y"]},
      {"kind": "image"}, {"kind": "note", "children": [{"kind": "paragraph", "children": ["note"]}]}, {"kind": "math", "text": "x2"},
      {"kind": "ruby", "children": ["b", {"kind": "ruby_text", "children": ["r"]}]}]},
    {"kind": "table", "children": [{"kind": "table_row", "children": [{"kind": "table_cell"}, {"kind": "table_cell"}]}]}],
    "furniture": [{"kind": "paragraph", "children": ["not content"]}]})",
                document);
  const Tally counted = tally(document);
  EXPECT_EQ(counted.characters, 6u + 3u + 1u + 4u + 2u + 2u);
  EXPECT_EQ(counted.paragraphs, 3u);
  EXPECT_EQ(counted.cells, 2u);
  EXPECT_EQ(counted.images, 1u);
  EXPECT_EQ(counted.links, 1u);
  EXPECT_EQ(counted.notes, 1u);
}

TEST(Tally, MadeUpHeadingsAreNoText) {
  Document document;
  from_snapshot(R"({"snapshot": 1, "body": [{"kind": "section", "children": [
    {"kind": "heading", "attributes": {"generated": 1}, "children": ["topic"]}, {"kind": "paragraph", "children": ["ab"]}]}]})",
                document);
  EXPECT_EQ(tally(document), (Tally{.characters = 2, .paragraphs = 1}));
}

TEST(Tally, CharactersAreWhatIsNoSpace) {
  EXPECT_EQ(count_characters("a \t\u3000\u00a0会议\u2003x\ufeff"), 4U);
  EXPECT_EQ(count_characters("\xe4\xb8"), 1U);  // cut off: reads as U+FFFD
  EXPECT_EQ(count_characters("\xe4\x20\xb8"), 2U);
}

}  // namespace
