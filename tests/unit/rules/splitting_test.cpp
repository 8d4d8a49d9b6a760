#include "rule_fixture.hpp"

namespace minutemill {
namespace {

std::vector<std::string> outline(const Document& document) {
  std::vector<std::string> out;
  for (const Node* at = document.body().first_child(); at != nullptr;
       at = next_in_tree(*at, document.body())) {
    if (at->kind() != NodeKind::section) continue;
    const Node* first = at->first_child();
    const bool heading = first != nullptr && first->kind() == NodeKind::heading;
    out.push_back(std::string(at->get(Attr::role)) +
                  (heading ? ": " + Document::plain_text(*first) : std::string()));
  }
  return out;
}

TEST(Splitting, NumberedLinesBeginSections) {
  const auto rules = good_rules(kCouncil);
  Document document;
  fill(document, "Minutes", {"We met.", "Item 1: Lamps", "They glow.", "Item 2: Paths", "They wind."});
  const SplitResult result = rules->split(document, {});
  EXPECT_EQ(result.sections, 3U);
  EXPECT_EQ(outline(document), (std::vector<std::string>{"preamble", "agenda_item: Item 1: Lamps",
                                                         "agenda_item: Item 2: Paths"}));
}

TEST(Splitting, OneNumberIsNoSeries) {
  const auto rules = good_rules(kCouncil);
  Document document;
  fill(document, "Minutes", {"We met.", "Item 1: Lamps", "They glow."});
  rules->split(document, {});
  for (const std::string& line : outline(document)) EXPECT_EQ(line.find("Item 1"), std::string::npos) << line;
}

TEST(Splitting, BothStagesReadTheSameAgenda) {
  const auto rules = good_rules(kCouncil);
  Document document;
  fill(document, "Minutes", {"We met.", "Item 1: Lamps", "They glow.", "Item 2: Paths", "They wind."});
  rules->split(document, {});
  rules->tag(document);
  const Value* agenda = document.metadata().at("agenda");
  ASSERT_NE(agenda, nullptr);
  ASSERT_EQ(agenda->items().size(), 2U);
  EXPECT_EQ(document.metadata().at("agenda.1.topic")->as_text(), "Paths");
  EXPECT_EQ(document.metadata().at("agenda.1.section")->as_number(), 2);
}

TEST(Splitting, MixedLinesOfOneParagraphBecomeParagraphs) {
  const auto rules = good_rules(kCouncil);
  Document document;
  fill(document, "Minutes", {"Chair: Ada"});
  Node& block = *document.body().last_child();
  document.append_new(block, NodeKind::line_break);
  document.append(block, document.create_text("We met."));
  rules->split(document, {});
  std::size_t paragraphs = 0;
  for (const Node* at = document.body().first_child(); at != nullptr; at = next_in_tree(*at, document.body()))
    paragraphs += at->kind() == NodeKind::paragraph ? 1 : 0;
  EXPECT_EQ(paragraphs, 2U);
}

}  // namespace
}  // namespace minutemill
