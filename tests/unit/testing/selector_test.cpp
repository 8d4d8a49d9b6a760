#include "testing/selector.hpp"

#include <gtest/gtest.h>

namespace minutemill::testing {
namespace {

class SelectorTest : public ::testing::Test {
 protected:
  SelectorTest() {
    Node& section = document_.append_new(document_.body(), NodeKind::section);
    document_.set(section, Attr::role, "agenda_item");
    add_text(document_.append_new(section, NodeKind::heading), "one");
    Node& inner = document_.append_new(section, NodeKind::section);
    document_.set(inner, Attr::role, "agenda_item");
    Node& heading = document_.append_new(inner, NodeKind::heading);
    document_.set(heading, Attr::level, 2);
    add_text(heading, "two");
    Node& paragraph = document_.append_new(inner, NodeKind::paragraph);
    add_text(paragraph, "three");
  }
  void add_text(Node& node, std::string_view text) { document_.append(node, document_.create_text(text)); }
  std::string select(std::string_view text) {
    std::string problem;
    const auto selector = Selector::parse(text, problem);
    if (!selector) return "bad: " + problem;
    std::string out;
    for (const Node* node : selector->select(document_.body())) out += Document::plain_text(*node) + ";";
    return out;
  }
  Document document_;
};

TEST_F(SelectorTest, Selects) {
  EXPECT_EQ(select("heading"), "one;two;");
  EXPECT_EQ(select("heading[level=2]"), "two;");
  EXPECT_EQ(select("*[level]"), "two;");
  EXPECT_EQ(select("body > section > heading"), "one;");
  EXPECT_EQ(select("section section paragraph"), "three;");
  EXPECT_EQ(select("section[role=agenda_item] > paragraph"), "three;");
  EXPECT_EQ(select("body > heading"), "");
  EXPECT_EQ(select("heading[level=3]"), "");
}

// Of two ways to match an ancestor, the one that works is found.
TEST_F(SelectorTest, DescendantsAndChildrenMix) {
  EXPECT_EQ(select("body > section paragraph"), "three;");
  EXPECT_EQ(select("body section > section > heading"), "two;");
}

TEST_F(SelectorTest, SaysWhatIsWrong) {
  EXPECT_EQ(select("headign"), "bad: 'headign' is no kind of node");
  EXPECT_EQ(select("heading[lvl=2]"), "bad: 'lvl' is no attribute");
  EXPECT_EQ(select("heading[level"), "bad: '[level' should be [attribute] or [attribute=value]");
  EXPECT_EQ(select("> heading"), "bad: a '>' stands between two kinds");
  EXPECT_EQ(select("heading >"), "bad: it ends too early");
  EXPECT_EQ(select(""), "bad: it ends too early");
}

}  // namespace
}  // namespace minutemill::testing
