// Steps written out of a case file keep their lines and columns.
#include "testing/transcript.hpp"

#include <gtest/gtest.h>

namespace minutemill::testing {
namespace {

void expect_same(const ConfigNode& a, const ConfigNode& b) {
  ASSERT_EQ(a.kind(), b.kind()) << "line " << a.mark().line;
  if (a.is_scalar()) {
    EXPECT_EQ(a.scalar(), b.scalar());
    EXPECT_EQ(a.mark(), b.mark()) << a.scalar() << ": " << a.mark().line << ":" << a.mark().column
                                  << " became " << b.mark().line << ":" << b.mark().column;
    EXPECT_TRUE(b.quoted() || !a.quoted());
  }
  ASSERT_EQ(a.items().size(), b.items().size());
  for (std::size_t i = 0; i < a.items().size(); ++i) expect_same(*a.items()[i], *b.items()[i]);
  ASSERT_EQ(a.entries().size(), b.entries().size());
  for (std::size_t i = 0; i < a.entries().size(); ++i) {
    expect_same(*a.entries()[i].first, *b.entries()[i].first);
    expect_same(*a.entries()[i].second, *b.entries()[i].second);
  }
}

TEST(Transcript, KeepsEveryPlace) {
  const std::string text =
      "# a comment\n"
      "name: x\n"
      "steps:\n"
      "  - use: html_parse\n"
      "    with:\n"
      "      title_line: true\n"
      "      charset: 'gb18030'\n"
      "  - id: second\n"
      "    use: html_lift\n"
      "    with: {lang: zh, 名: [一, \"二\"]}\n"
      "outputs:\n"
      "- use: export_json\n"
      "  to: \"{stem}.json\"\n";
  Diagnostics diagnostics;
  const auto file = ConfigDocument::parse("case.yaml", text, diagnostics);
  ASSERT_NE(file, nullptr) << diagnostics.format();
  Transcript transcript("{minutemill: 1");
  transcript.add("steps", *file->root().find("steps"));
  transcript.add("outputs", *file->root().find("outputs"));
  const auto copy = ConfigDocument::parse("copy.yaml", transcript.finish(), diagnostics);
  ASSERT_NE(copy, nullptr) << diagnostics.format();
  expect_same(*file->root().find("steps"), *copy->root().find("steps"));
  expect_same(*file->root().find("outputs"), *copy->root().find("outputs"));
}

TEST(Transcript, AValueOnOneLineReadsTheSame) {
  Diagnostics diagnostics;
  const std::string text = "v: {a: ['# ', x, 5, '5', \"a\\nb\"], b: , c: {d: 'e: f'}}\n";
  const auto file = ConfigDocument::parse("a.yaml", text, diagnostics);
  ASSERT_NE(file, nullptr) << diagnostics.format();
  const std::string flow = to_flow_yaml(*file->root().find("v"));
  EXPECT_EQ(flow, "{a: [\"# \", x, 5, \"5\", \"a\\nb\"], b: ~, c: {d: \"e: f\"}}");
}

TEST(Transcript, AStepCanBePutFirst) {
  Diagnostics diagnostics;
  const auto file = ConfigDocument::parse("case.yaml", "steps:\n  - use: a\n", diagnostics);
  Transcript transcript("{minutemill: 1");
  transcript.add_list("steps", "{use: snapshot_read}", *file->root().find("steps"));
  const auto copy = ConfigDocument::parse("copy.yaml", transcript.finish(), diagnostics);
  ASSERT_NE(copy, nullptr) << diagnostics.format();
  const auto& items = copy->root().find("steps")->items();
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0]->find("use")->scalar(), "snapshot_read");
  EXPECT_EQ(items[1]->find("use")->scalar(), "a");
  EXPECT_EQ(items[1]->find("use")->mark(), (Mark{2, 10}));
}

}  // namespace
}  // namespace minutemill::testing
