// What a document carries.
#include <gtest/gtest.h>

#include <minutemill/snapshot.hpp>

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

}  // namespace
