// Document -> pandoc's JSON -> document.
#include <algorithm>

#include <gtest/gtest.h>

#include <minutemill/snapshot.hpp>

#include "documents.hpp"

namespace pandoc_test {
namespace {

using namespace minutemill;

TEST(PandocRoundTrip, LosesNothingThatPandocCanCarry) {
  const auto all = documents();
  ASSERT_GT(all.size(), 10U);
  for (const auto& [name, snapshot] : all)
    for (const bool figures : {false, true}) {
      pandoc::WriteOptions options;
      options.figures = figures;
      const Read back(to_pandoc(snapshot, options));
      EXPECT_EQ(comparable(back.document), comparable(snapshot)) << name << " figures=" << figures;
      EXPECT_TRUE(back.context.numbers().empty()) << name << ": " << back.context.reports().front().message;
    }
}

TEST(PandocRoundTrip, IsStable) {
  for (const auto& [name, snapshot] : documents()) {
    const std::string once = to_pandoc(to_snapshot(Read(to_pandoc(snapshot)).document));
    EXPECT_EQ(to_pandoc(to_snapshot(Read(once).document)), once) << name;
  }
}

// A program between two stages gets references in place of bytes.
TEST(PandocRoundTrip, ResourcesStayWhereTheyAre) {
  for (const auto& [name, snapshot] : documents()) {
    Document document;
    from_snapshot(snapshot, document);
    pandoc::WriteOptions options;
    options.images = pandoc::Images::referenced;
    const std::string json = to_pandoc(snapshot, options);
    EXPECT_EQ(json.find(";base64,"), std::string::npos) << name;
    Document back;
    back.resources() = document.resources();
    minutemill::testing::MockContext context;
    pandoc::read(pandoc::parse_json(json, {}), back, {true, false}, context);
    EXPECT_EQ(comparable(back), comparable(snapshot)) << name;
  }
}

// Without our pairs the text is all there, and what was left out is told.
TEST(PandocRoundTrip, WithoutAttributesTheTextStays) {
  for (const auto& [name, snapshot] : documents()) {
    pandoc::WriteOptions options;
    options.attributes = false;
    Document document;
    from_snapshot(snapshot, document);
    minutemill::testing::MockContext context;
    pandoc::Losses losses;
    const std::string json = pandoc::write(document, options, context, losses);
    EXPECT_EQ(json.find("mm-"), std::string::npos) << name;
    const Read back(json);
    EXPECT_EQ(tally(back.document).characters, tally(document).characters) << name;
    pandoc::report(losses, context);
    EXPECT_GT(losses.attributes, 0U) << name;
    EXPECT_EQ(std::ranges::count(context.numbers(), 5802), 1) << name;
  }
}

TEST(PandocRoundTrip, TellsWhatPandocCannotHold) {
  Document document;
  Node& paragraph = document.append_new(document.body(), NodeKind::paragraph);
  Node& code = document.append_new(paragraph, NodeKind::code);
  document.append(code, document.create_text("a"));
  Node& note = document.append_new(code, NodeKind::note);
  Node& inside = document.append_new(note, NodeKind::paragraph);
  document.append(inside, document.create_text("lost"));
  document.append_new(paragraph, NodeKind::image);
  Value title = Value::text("t");
  title.evidence().push_back({});
  document.metadata().set("title", title);
  minutemill::testing::MockContext context;
  pandoc::Losses losses;
  (void)pandoc::write(document, {}, context, losses);
  pandoc::report(losses, context);
  EXPECT_EQ(context.numbers(), (std::vector<int>{5801, 5803, 5804}));
  const Tally arrived = losses.arrived(document);
  EXPECT_EQ(arrived.characters, 1U);
  EXPECT_EQ(arrived.notes, 0U);
  EXPECT_EQ(arrived.images, 0U);
}

}  // namespace
}  // namespace pandoc_test
