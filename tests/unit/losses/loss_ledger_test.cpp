// Where each part of a document goes that is not in an output.
#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/loss_ledger.hpp"

namespace minutemill {
namespace {

constexpr ReportKind kImageMissing{9101, Severity::warning, "image left out", ""};

class LossLedgerTest : public testing::Test {
 protected:
  LossLedgerTest() { ledger_.begin(); }

  static Markup markup(const char* html) {
    Markup out;
    EXPECT_TRUE(out.tree().load_string(html));
    return out;
  }
  static Node& paragraph(Document& document, Node& parent, std::string_view text) {
    Node& node = document.append_new(parent, NodeKind::paragraph);
    document.append(node, document.create_text(text));
    return node;
  }
  static void add_furniture(Document& document, std::string_view rule, std::string_view text) {
    Node& section = document.append_new(document.furniture(), NodeKind::section);
    document.set(section, Attr::rule, rule);
    paragraph(document, section, text);
  }
  // "step kind cause characters"
  std::vector<std::string> entries() {
    std::vector<std::string> out;
    for (const Loss& loss : ledger_.take())
      out.push_back(loss.step + " " + std::string(to_string(loss.kind)) + " " + loss.cause + " " +
                    std::to_string(loss.what.characters));
    return out;
  }

  LossLedger ledger_;
};

TEST_F(LossLedgerTest, ReadsWhatAReaderOfThePageWouldSee) {
  ledger_.see("parse",
              markup("<html><head><title>no</title></head><body><script>no</script><p>ab <a href='#x'>c</a>"
                     "<a>d</a></p><img src='i.png'/><noscript>no</noscript><p>e</p></body></html>"));
  EXPECT_EQ(ledger_.source().characters, 5U);
  EXPECT_EQ(ledger_.source().links, 1U);
  EXPECT_EQ(ledger_.source().images, 1U);
  EXPECT_TRUE(ledger_.take().empty());
}

TEST_F(LossLedgerTest, FurnitureIsEnteredUnderItsRule) {
  ledger_.see("parse", markup("<body><nav>menu<a href='/'>x</a></nav><p>text</p><p>more</p></body>"));
  ledger_.see("clean", markup("<body><nav mm:furniture='nav'>menu<a href='/' mm:furniture='inner'>x</a></nav>"
                              "<p>text</p><p mm:furniture='share'>more</p></body>"));
  EXPECT_EQ(entries(), (std::vector<std::string>{"clean furniture nav 5", "clean furniture share 4"}));
}

TEST_F(LossLedgerTest, WhatAStepTakesAwayWithoutAWordIsUnexplained) {
  ledger_.see("parse", markup("<body><p>text</p><p>more</p></body>"));
  ledger_.see("clean", markup("<body><p>text</p></body>"));
  EXPECT_EQ(entries(), (std::vector<std::string>{"clean unexplained  4"}));
}

TEST_F(LossLedgerTest, BlocksAreCountedWhenTheyAreNodes) {
  ledger_.see("parse", markup("<body><div>menu</div><p>text</p></body>"));
  ledger_.see("clean", markup("<body><div mm:furniture='nav'>menu</div><p>text</p></body>"));
  Document document;
  paragraph(document, document.body(), "text");
  add_furniture(document, "nav", "menu");
  ledger_.see("lift", document);
  EXPECT_EQ(ledger_.source().paragraphs, 2U);
  const std::vector<Loss> losses = ledger_.take();
  ASSERT_EQ(losses.size(), 1U);
  EXPECT_EQ(losses[0].step, "clean");
  EXPECT_EQ(losses[0].what.paragraphs, 1U);
  EXPECT_EQ(losses[0].what.characters, 4U);
}

TEST_F(LossLedgerTest, WhatComesBackFromTheFurnitureIsNoLoss) {
  Document before;
  paragraph(before, before.body(), "text");
  add_furniture(before, "nav", "headline");
  add_furniture(before, "nav", "menu");
  ledger_.see("read", before);
  Document after;
  paragraph(after, after.body(), "headline");
  paragraph(after, after.body(), "text");
  add_furniture(after, "nav", "menu");
  ledger_.see("split", after);
  EXPECT_EQ(ledger_.source().characters, 16U);
  EXPECT_EQ(entries(), (std::vector<std::string>{"read furniture nav 4"}));
}

TEST_F(LossLedgerTest, MadeUpHeadingsAreNeitherGainNorLoss) {
  Document before;
  paragraph(before, before.body(), "text");
  ledger_.see("read", before);
  Document after;
  Node& heading = after.append_new(after.body(), NodeKind::heading);
  after.set(heading, Attr::generated, 1);
  after.append(heading, after.create_text("topic"));
  paragraph(after, after.body(), "tex");
  ledger_.see("split", after);
  EXPECT_EQ(entries(), (std::vector<std::string>{"split unexplained  1"}));
}

// What has been counted is known again wherever it stands, and only then.
TEST_F(LossLedgerTest, TextsThatChangeMoveOrGoAreCountedAnew) {
  Document document;
  Node& first = document.create_text("one");
  Node& second = document.create_text("second");
  Node& third = document.create_text("tri");
  Node& fourth = document.create_text("4");
  Node& block = document.append_new(document.body(), NodeKind::paragraph);
  for (Node* text : {&first, &second, &third, &fourth}) document.append(block, *text);
  ledger_.see("read", document);
  EXPECT_EQ(ledger_.document()->characters, 13U);
  document.set_text(third, "t  ");  // as many bytes as before
  ledger_.see("change", document);
  EXPECT_EQ(ledger_.document()->characters, 11U);
  document.detach(second);
  ledger_.see("drop", document);
  EXPECT_EQ(ledger_.document()->characters, 5U);
  document.detach(first);
  document.append(block, first);
  ledger_.see("move", document);
  EXPECT_EQ(ledger_.document()->characters, 5U);
  EXPECT_EQ(entries(), (std::vector<std::string>{"change unexplained  2", "drop unexplained  6"}));
}

TEST_F(LossLedgerTest, AnOutputExplainsItsLossesByReports) {
  const Tally document{.characters = 100, .paragraphs = 3, .images = 3, .links = 1};
  ledger_.report("epub", kImageMissing, {.images = 1});
  ledger_.report("epub", kImageMissing, {.images = 1});
  ledger_.see_output("epub", document, {.characters = 90, .paragraphs = 3, .images = 1, .links = 1});
  ledger_.see_output("json", document, document);
  const std::vector<Loss> losses = ledger_.take();
  ASSERT_EQ(losses.size(), 2U);
  EXPECT_EQ(losses[0].kind, LossKind::reported);
  EXPECT_EQ(losses[0].cause, "MM9101 image left out");
  EXPECT_EQ(losses[0].what, (Tally{.images = 2}));
  EXPECT_EQ(losses[1].kind, LossKind::unexplained);
  EXPECT_EQ(losses[1].what, (Tally{.characters = 10}));
}

TEST_F(LossLedgerTest, EachDocumentBeginsAfresh) {
  ledger_.see("parse", markup("<body><p>text</p></body>"));
  ledger_.report("parse", kImageMissing, {.images = 1});
  ledger_.begin();
  ledger_.see("parse", markup("<body><p>x</p></body>"));
  EXPECT_EQ(ledger_.source().characters, 1U);
  EXPECT_TRUE(ledger_.take().empty());
}

}  // namespace
}  // namespace minutemill
