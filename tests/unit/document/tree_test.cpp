// What may stand in what, and how the tree is changed.
#include <gtest/gtest.h>

#include <minutemill/document.hpp>

using namespace minutemill;

namespace {

Node& add(Document& document, Node& parent, NodeKind kind) {
  return document.append_new(parent, kind);
}

std::string kinds(const Node& parent) {
  std::string out;
  for (const Node& child : parent.children())
    out.append(out.empty() ? "" : " ").append(to_string(child.kind()));
  return out;
}

TEST(Tree, KindsAndAttributesHaveNamesThatReadBack) {
  for (int i = 0; i <= static_cast<int>(NodeKind::math); ++i) {
    NodeKind back{};
    ASSERT_TRUE(from_string(to_string(static_cast<NodeKind>(i)), back));
    EXPECT_EQ(static_cast<int>(back), i);
    EXPECT_NE(is_block(back), is_inline(back));
  }
  for (int i = 0; i <= static_cast<int>(Attr::label); ++i) {
    Attr back{};
    ASSERT_TRUE(from_string(to_string(static_cast<Attr>(i)), back));
    EXPECT_EQ(static_cast<int>(back), i);
  }
  NodeKind kind{};
  EXPECT_FALSE(from_string("", kind));
  EXPECT_FALSE(from_string("paragraphs", kind));
}

TEST(Tree, InsertsInOrder) {
  Document document;
  Node& body = document.body();
  Node& heading = document.create(NodeKind::heading);
  Node& quote = document.create(NodeKind::quote);
  Node& rule = document.create(NodeKind::rule);
  Node& list = document.create(NodeKind::list);
  document.append(body, quote);
  document.prepend(body, heading);
  document.insert_after(quote, list);
  document.insert_before(list, rule);
  EXPECT_EQ(kinds(body), "heading quote rule list");
  EXPECT_EQ(rule.previous(), &quote);
  EXPECT_EQ(body.last_child(), &list);
  document.detach(rule);
  document.detach(heading);
  EXPECT_EQ(kinds(body), "quote list");
  EXPECT_EQ(body.first_child(), &quote);
  EXPECT_EQ(quote.previous(), nullptr);
  document.detach(rule);  // not attached: nothing happens
  document.append(body, rule);
  EXPECT_EQ(kinds(body), "quote list rule");
}

TEST(Tree, ChildrenMayBeDetachedInALoop) {
  Document document;
  for (int i = 0; i < 5; ++i)
    add(document, document.body(), i % 2 == 0 ? NodeKind::rule : NodeKind::paragraph);
  for (Node& child : document.body().children())
    if (child.kind() == NodeKind::rule) document.detach(child);
  EXPECT_EQ(kinds(document.body()), "paragraph paragraph");
}

TEST(Tree, MovesChildren) {
  Document document;
  Node& from = add(document, document.body(), NodeKind::quote);
  Node& to = add(document, document.body(), NodeKind::quote);
  add(document, from, NodeKind::paragraph);
  add(document, from, NodeKind::rule);
  add(document, to, NodeKind::list);
  document.move_children(from, to);
  EXPECT_TRUE(from.empty());
  EXPECT_EQ(kinds(to), "list paragraph rule");
  document.move_children(to, to);  // comes to an end, and changes nothing
  EXPECT_EQ(kinds(to), "list paragraph rule");
}

TEST(Tree, RefusesWhatDoesNotFit) {
  Document document;
  Node& body = document.body();
  const auto refuses = [&](Node& parent, NodeKind kind) {
    try {
      document.append(parent, document.create(kind));
      return false;
    } catch (const StageFailure& failure) {
      return failure.code() == FailureCode::structure;
    }
  };
  Node& paragraph = add(document, body, NodeKind::paragraph);
  Node& list = add(document, body, NodeKind::list);
  Node& table = add(document, body, NodeKind::table);
  Node& figure = add(document, body, NodeKind::figure);
  Node& ruby = add(document, paragraph, NodeKind::ruby);
  Node& note = add(document, paragraph, NodeKind::note);
  EXPECT_TRUE(refuses(body, NodeKind::text));
  EXPECT_TRUE(refuses(body, NodeKind::list_item));
  EXPECT_TRUE(refuses(body, NodeKind::table_cell));
  EXPECT_TRUE(refuses(body, NodeKind::caption));
  EXPECT_TRUE(refuses(body, NodeKind::body));
  EXPECT_TRUE(refuses(paragraph, NodeKind::paragraph));
  EXPECT_TRUE(refuses(paragraph, NodeKind::ruby_text));
  EXPECT_TRUE(refuses(list, NodeKind::paragraph));
  EXPECT_TRUE(refuses(table, NodeKind::table_cell));
  EXPECT_TRUE(refuses(note, NodeKind::text));
  EXPECT_TRUE(refuses(document.create_text("x"), NodeKind::text));
  EXPECT_FALSE(refuses(list, NodeKind::list_item));
  EXPECT_FALSE(refuses(table, NodeKind::caption));
  EXPECT_FALSE(refuses(figure, NodeKind::caption));
  EXPECT_FALSE(refuses(ruby, NodeKind::ruby_text));
  EXPECT_FALSE(refuses(note, NodeKind::paragraph));
  EXPECT_FALSE(refuses(paragraph, NodeKind::image));
}

TEST(Tree, RefusesToAttachTwiceOrInsideItself) {
  Document document;
  Node& outer = add(document, document.body(), NodeKind::quote);
  Node& inner = add(document, outer, NodeKind::quote);
  EXPECT_THROW(document.append(document.body(), inner), StageFailure);
  document.detach(outer);
  EXPECT_THROW(document.append(inner, outer), StageFailure);
  EXPECT_THROW(document.append(outer, outer), StageFailure);
  EXPECT_THROW(document.insert_before(outer, document.create(NodeKind::rule)), StageFailure);
  EXPECT_THROW(document.insert_after(outer, document.create(NodeKind::rule)), StageFailure);
  document.append(document.body(), outer);
  EXPECT_EQ(kinds(document.body()), "quote");
}

TEST(Tree, DepthIsBoundedForNodesAndForSubtrees) {
  Document document;
  Node* at = &document.body();
  for (std::size_t depth = 1; depth <= Document::kMaxDepth; ++depth)
    at = &add(document, *at, NodeKind::quote);
  try {
    add(document, *at, NodeKind::quote);
    FAIL() << "nested too deep";
  } catch (const StageFailure& failure) {
    EXPECT_EQ(failure.code(), FailureCode::resource);
  }
  // Half as deep each: together too deep, whichever way they are joined.
  Node& upper = document.create(NodeKind::quote);
  Node* low = &upper;
  for (std::size_t depth = 0; depth < Document::kMaxDepth / 2; ++depth)
    low = &add(document, *low, NodeKind::quote);
  Node& lower = document.create(NodeKind::quote);
  Node* lowest = &lower;
  for (std::size_t depth = 0; depth < Document::kMaxDepth / 2; ++depth)
    lowest = &add(document, *lowest, NodeKind::quote);
  document.append(document.body(), upper);
  EXPECT_THROW(document.append(*low, lower), StageFailure);
  EXPECT_EQ(lower.parent(), nullptr);
}

TEST(Tree, AttributesAreSetReadAndRemoved) {
  Document document;
  Node& node = add(document, document.body(), NodeKind::paragraph);
  document.set(node, Attr::role, "byline");
  document.set(node, Attr::indent, std::int64_t{-2000});
  document.set(node, Attr::role, "date");
  EXPECT_EQ(node.get(Attr::role), "date");
  EXPECT_EQ(node.number(Attr::indent), -2000);
  EXPECT_EQ(node.number(Attr::level, 7), 7);
  EXPECT_FALSE(node.has(Attr::align));
  document.remove(node, Attr::role);
  document.remove(node, Attr::align);
  EXPECT_FALSE(node.has(Attr::role));
  EXPECT_TRUE(node.has(Attr::indent));
}

TEST(Tree, ResetEmptiesAndStartsAgain) {
  Document document;
  for (int round = 0; round < 3; ++round) {
    EXPECT_TRUE(document.body().empty());
    EXPECT_EQ(document.node_count(), 2u);
    Node& paragraph = add(document, document.body(), NodeKind::paragraph);
    EXPECT_EQ(paragraph.uid(), 3u);
    EXPECT_EQ(paragraph.attributes(), nullptr);  // memory is reused: nothing of the last round is seen
    document.append(paragraph, document.create_text(std::string(200'000, static_cast<char>('a' + round))));
    document.set(paragraph, Attr::role, "byline");
    document.metadata().set("title", Value::text("t"));
    document.resources().push_back({});
    document.annotations().push_back({});
    document.set_lang("zh");
    EXPECT_EQ(Document::plain_text(paragraph), std::string(200'000, static_cast<char>('a' + round)));
    document.reset();
  }
  EXPECT_TRUE(document.metadata().empty());
  EXPECT_TRUE(document.resources().empty());
  EXPECT_TRUE(document.annotations().empty());
  EXPECT_EQ(document.lang(), "");
}

TEST(Tree, WalksInReadingOrder) {
  Document document;
  Node& section = add(document, document.body(), NodeKind::section);
  Node& heading = add(document, section, NodeKind::heading);
  Node& text = document.create_text("x");
  document.append(heading, text);
  Node& rule = add(document, section, NodeKind::rule);
  const Node& root = document.body();
  std::vector<const Node*> seen;
  for (const Node* at = &root; at != nullptr; at = next_in_tree(*at, root)) seen.push_back(at);
  EXPECT_EQ(seen, (std::vector<const Node*>{&root, &section, &heading, &text, &rule}));
  EXPECT_EQ(next_after(static_cast<const Node&>(heading), root), &rule);
  EXPECT_EQ(next_after(static_cast<const Node&>(section), root), nullptr);
  EXPECT_EQ(next_in_tree(static_cast<const Node&>(text), heading), nullptr);
}

}  // namespace
