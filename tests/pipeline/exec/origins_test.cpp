// What comes back unchanged has its positions and proofs again.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include <minutemill/engine.hpp>
#include <minutemill/snapshot.hpp>

#include "exec/origins.hpp"

namespace minutemill::exec {
namespace {

// A sample report as the stock pipeline has it before its outputs, with all positions and evidence.
Document sample() {
  Engine engine(EngineSettings{{}, {}, false});
  Diagnostics diagnostics;
  auto pipeline = Pipeline::load(engine, "gov-minutes", {}, diagnostics);
  EXPECT_TRUE(pipeline) << diagnostics.format();
  std::ifstream in(MINUTEMILL_SOURCE_DIR "/examples/reports/lanchuan-cppcc-gb2312.html", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  Input input;
  input.bytes = bytes;
  std::string snapshot;
  (void)pipeline->inspect(input, {}, [&](const auto&, const Markup*, const Document* document) {
    if (document != nullptr) snapshot = to_snapshot(*document);
  });
  Document document;
  from_snapshot(snapshot, document);
  return document;
}

Document without_positions(const Document& document) {
  Document copy;
  from_snapshot(to_snapshot(document, {false, true, -1}), copy);
  return copy;
}

// The same whatever numbers the nodes have.
std::string spans_of(const Document& document) {
  std::string out;
  for (const Node* root : {&document.body(), &document.furniture()})
    for (const Node* at = root; at != nullptr; at = next_in_tree(*at, *root)) {
      out += std::string(to_string(at->kind())) + " " + std::to_string(at->span().begin) + " " +
             std::to_string(at->span().end);
      for (const SpanRun& run : Document::runs(*at))
        out += " " + std::to_string(run.text) + ":" + std::to_string(run.source);
      out += "\n";
    }
  return out;
}

std::size_t proofs_about_blocks(const Value& value) {
  std::size_t count = 0;
  for (const Evidence& evidence : value.evidence())
    if (evidence.block != nullptr) {
      const std::string text = Document::plain_text(*evidence.block);
      EXPECT_EQ(text.substr(evidence.begin, evidence.end - evidence.begin), evidence.quote);
      ++count;
    }
  for (const Value& item : value.items()) count += proofs_about_blocks(item);
  for (const auto& entry : value.fields()) count += proofs_about_blocks(entry.second);
  return count;
}
std::size_t proofs_about_blocks(const Document& document) {
  std::size_t count = 0;
  for (const auto& entry : document.metadata()) count += proofs_about_blocks(entry.second);
  return count;
}

std::size_t texts_without_span(const Document& document) {
  std::size_t count = 0;
  for (const Node* at = &document.body(); at != nullptr; at = next_in_tree(*at, document.body()))
    count += at->kind() == NodeKind::text && !at->span().known() ? 1 : 0;
  return count;
}

TEST(Origins, AllComeBackWhenNothingChanged) {
  const Document before = sample();
  Document after = without_positions(before);
  ASSERT_NE(spans_of(after), spans_of(before));
  EXPECT_EQ(restore_origins(before, after, {}), 0U);
  EXPECT_EQ(spans_of(after), spans_of(before));
  EXPECT_GT(proofs_about_blocks(before), 3U);
  EXPECT_EQ(proofs_about_blocks(after), proofs_about_blocks(before));
}

TEST(Origins, ChangedBlocksLoseTheirsAlone) {
  const Document before = sample();
  Document after = without_positions(before);
  Node* changed = nullptr;
  for (Node* at = &after.body(); at != nullptr; at = next_in_tree(*at, after.body()))
    if (at->kind() == NodeKind::text && at->parent()->kind() == NodeKind::paragraph) changed = at;
  ASSERT_NE(changed, nullptr);
  after.set_text(*changed, std::string(changed->text()) + "!");
  Node& added = after.create(NodeKind::paragraph);
  after.append(added, after.create_text("new"));
  after.prepend(after.body(), added);
  restore_origins(before, after, {});
  EXPECT_FALSE(changed->span().known());
  EXPECT_FALSE(added.span().known());
  EXPECT_TRUE(changed->parent()->span().known());
  EXPECT_EQ(texts_without_span(after), texts_without_span(before) + 2);
}

TEST(Origins, TextsThatWereJoinedAreCutAgain) {
  Document before, after;
  Node& old = before.append_new(before.body(), NodeKind::paragraph);
  before.append(old, before.create_text("one", {10, 13}));
  before.append(old, before.create_text("two", {20, 23}));
  Node& now = after.append_new(after.body(), NodeKind::paragraph);
  after.append(now, after.create_text("onetwo"));
  restore_origins(before, after, {});
  EXPECT_EQ(Document::plain_text(now), "onetwo");
  EXPECT_EQ(Document::source_span(now, 0, 3), (SourceSpan{10, 13}));
  EXPECT_EQ(Document::source_span(now, 4, 6), (SourceSpan{21, 23}));
}

TEST(Origins, WhatPandocDoesNotCarryIsTakenOver) {
  Document before;
  Node& kept = before.append_new(before.body(), NodeKind::paragraph);
  before.append(kept, before.create_text("kept"));
  Node& gone = before.append_new(before.body(), NodeKind::paragraph);
  before.append(gone, before.create_text("gone"));
  Node& share = before.append_new(before.furniture(), NodeKind::paragraph);
  before.append(share, before.create_text("Share"));
  before.annotations().push_back({&kept, 0, 4, "word", "kept", "r"});
  before.annotations().push_back({&gone, 0, 4, "word", "gone", "r"});
  before.metadata().set("z", Value::text("1"));
  before.metadata().set("a", Value::text("2"));
  Value meeting = Value::record();
  meeting.fields().set("ordinal", Value::number(3));
  meeting.fields().set("body", Value::text("Board"));
  before.metadata().set("meeting", meeting);
  Document after;
  Value sorted = Value::record();
  sorted.fields().set("body", Value::text("Board"));
  sorted.fields().set("ordinal", Value::number(3));
  after.metadata().set("meeting", sorted);
  Node& now = after.append_new(after.body(), NodeKind::paragraph);
  after.append(now, after.create_text("kept"));
  after.metadata().set("a", Value::text("2"));
  after.metadata().set("b", Value::text("3"));
  after.metadata().set("z", Value::text("1"));
  EXPECT_EQ(restore_origins(before, after, {true, true}), 1U);
  ASSERT_EQ(after.annotations().size(), 1U);
  EXPECT_EQ(after.annotations()[0].block, &now);
  EXPECT_EQ(Document::plain_text(after.furniture()), "Share");
  std::string keys;
  for (const auto& entry : after.metadata()) keys += entry.first;
  EXPECT_EQ(keys, "zameetingb");
  EXPECT_EQ(after.metadata().find("meeting")->fields().begin()->first, "ordinal");
}

// Twenty thousand equal blocks are no trouble.
TEST(Origins, IsLinear) {
  Document before, after;
  for (Document* document : {&before, &after})
    for (int i = 0; i < 20'000; ++i) {
      Node& paragraph = document->append_new(document->body(), NodeKind::paragraph);
      document->append(paragraph,
                       document->create_text("same", document == &before ? SourceSpan{1, 5} : SourceSpan{}));
    }
  after.detach(*after.body().first_child());
  restore_origins(before, after, {});
  EXPECT_TRUE(after.body().last_child()->first_child()->span().known());
}

}  // namespace
}  // namespace minutemill::exec
