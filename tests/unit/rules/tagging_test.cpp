#include "rule_fixture.hpp"

#include <chrono>

namespace minutemill {
namespace {

std::string text_at(const Record& record, std::string_view path) {
  const Value* value = record.at(path);
  return value != nullptr ? value->to_line(", ") : std::string();
}

TEST(Tagging, FillsTheRecordWithEvidence) {
  const auto rules = good_rules(kCouncil);
  Document document;
  fill(document, "Minutes of the third meeting",
       {"Chair: Ada Quill", "Present: Ada Quill, Otto Frey (late) and Ines Roth",
        "They met on 14 May 2023. Decided: the lamp stays."});
  rules->tag(document);
  const Record& record = document.metadata();
  EXPECT_EQ(text_at(record, "meeting.ordinal"), "3");
  EXPECT_EQ(text_at(record, "date"), "2023-05-14");
  EXPECT_EQ(text_at(record, "chairs"), "Ada Quill");
  EXPECT_EQ(text_at(record, "attendees"), "Otto Frey, Ines Roth") << "the chair is left out";
  EXPECT_EQ(text_at(record, "decisions"), "the lamp stays.");
  const Evidence& proof = record.at("date")->evidence().front();
  EXPECT_EQ(proof.rule, "council:date.met");
  EXPECT_EQ(proof.quote, "14 May 2023");
  EXPECT_EQ(Document::plain_text(*proof.block).substr(proof.begin, proof.end - proof.begin), "14 May 2023");
  EXPECT_EQ(proof.source.size(), proof.quote.size());
  EXPECT_EQ(proof.normalised_by, "date");
}

TEST(Tagging, NothingIsGuessed) {
  const auto rules = good_rules(kCouncil);
  Document document;
  fill(document, "Minutes", {"They met yesterday in the hall."});
  const TagResult result = rules->tag(document);
  EXPECT_EQ(document.metadata().at("date"), nullptr) << "no page date to reckon from";
  EXPECT_EQ(text_at(document.metadata(), "missing"),
            "meeting.ordinal, date, chairs, attendees, decisions, agenda");
  // Decisions are not expected of every meeting.
  EXPECT_EQ(result.missing,
            (std::vector<std::string>{"meeting.ordinal", "date", "chairs", "attendees", "agenda"}));
}

TEST(Tagging, ReckonsFromThePageDate) {
  const auto rules = good_rules(kCouncil);
  Document document;
  document.metadata()["page"] = Value::record();
  document.metadata()["page"].fields().set("published", Value::date("2023-01-01T09:00:00+08:00"));
  fill(document, "Minutes", {"They met yesterday."});
  rules->tag(document);
  EXPECT_EQ(text_at(document.metadata(), "date"), "2022-12-31");
  EXPECT_EQ(document.metadata().at("date")->evidence().front().normalised_by, "date(page=2023-01-01)");
}

TEST(Tagging, AYearLessDayGoesBackOverNewYear) {
  const auto rules = good_rules(kCouncil);
  Document document;
  document.metadata()["page"] = Value::record();
  document.metadata()["page"].fields().set("published", Value::date("2023-05-02"));
  fill(document, "Minutes", {"They met on 30 June."});
  rules->tag(document);
  EXPECT_EQ(text_at(document.metadata(), "date"), "2022-06-30");
}

TEST(Tagging, TellsWhatWasRejectedAndWhy) {
  const auto rules = good_rules(kCouncil);
  Document document;
  fill(document, "Minutes", {"The old council met on 1 May 2001. We met on 2 May 2001."});
  std::vector<RuleEvent> events;
  rules->tag(document, [&](const RuleEvent& event) { events.push_back(event); });
  EXPECT_EQ(text_at(document.metadata(), "date"), "2001-05-02");
  bool vetoed = false, outranked = false;
  for (const RuleEvent& event : events) {
    vetoed = vetoed || (event.outcome == RuleEvent::Outcome::vetoed && event.value == "1 May 2001");
    outranked =
        outranked || (event.outcome == RuleEvent::Outcome::outranked && event.rule == "council:date.any");
  }
  EXPECT_TRUE(vetoed);
  EXPECT_TRUE(outranked);
  EXPECT_FALSE(document.metadata().at("date")->evidence().front().rejected.empty());
}

TEST(Tagging, FoldedTextKeepsItsPlaces) {
  const auto rules = good_rules(kCouncil);
  Document document;
  fill(document, "Minutes", {"Ｃｈａｉｒ：　Ada Quill"});
  rules->tag(document);
  ASSERT_NE(document.metadata().at("chairs.0"), nullptr);
  const Evidence& proof = document.metadata().at("chairs.0")->evidence().front();
  EXPECT_EQ(Document::plain_text(*proof.block).substr(proof.begin, proof.end - proof.begin), "Ada Quill");
}

// Twice the text may take about twice the time: nothing in the engine looks back over all that it has read.
TEST(Tagging, HostileTextStaysLinear) {
  const auto rules = good_rules(kCouncil);
  const auto seconds = [&](const std::string& piece, std::size_t size) {
    std::string text;
    while (text.size() < size) text += piece;
    Document document;
    fill(document, "Minutes of the third meeting", {text, "Present: " + text, "Chair: " + text});
    const auto start = std::chrono::steady_clock::now();
    rules->split(document, {});
    rules->tag(document);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  for (const char* piece : {"met on 1 May 2001. ", "((((", "a, ", "Decided: x. ", "《", "（"}) {
    const double half = seconds(piece, 100'000), whole = seconds(piece, 400'000);
    EXPECT_LT(whole, 10 * half + 0.5) << piece;
    EXPECT_LT(whole, 20) << piece;
  }
}

}  // namespace
}  // namespace minutemill
