#include "rule_fixture.hpp"

namespace minutemill {
namespace {

const std::string kHead = "minutemill_rules: 1\nname: t\nfields: {date: {as: text}}\n";

std::string complaint(const std::string& yaml) {
  MockSetup setup;
  EXPECT_EQ(load_rules(yaml, setup), nullptr);
  return setup.diagnostics().format();
}

TEST(RuleLint, NamesThePlaceInsideThePattern) {
  const std::string text =
      complaint(kHead + "rules:\n  - {id: a, in: body, match: 'day (?P<d>[0-9]+', set: {date: '{d}'}}\n");
  EXPECT_NE(text.find("test.yaml:5:"), std::string::npos) << text;
  EXPECT_NE(text.find("cannot be read"), std::string::npos) << text;
}

TEST(RuleLint, HintsAtTheNearestName) {
  EXPECT_NE(complaint(kHead + "rules:\n  - {id: a, in: bodi, match: 'x', set: {date: '{0}'}}\n")
                .find("did you mean 'body'?"),
            std::string::npos);
  EXPECT_NE(complaint(kHead + "rules:\n  - {id: a, in: body, match: 'x', set: {dat: '{0}'}}\n")
                .find("did you mean 'date'?"),
            std::string::npos);
  EXPECT_NE(complaint(kHead + "vocabularies: {organ: [council]}\nrules:\n  - {id: a, in: body, match: "
                              "'{orgn}', set: {date: '{0}'}}\n")
                .find("did you mean 'organ'?"),
            std::string::npos);
  EXPECT_NE(complaint(kHead + "rules:\n  - {id: a, in: body, match: '(?P<d>x)', set: {date: '{e}'}}\n")
                .find("no group named 'e'"),
            std::string::npos);
}

TEST(RuleLint, RefusesUnknownKeysAndVersions) {
  EXPECT_NE(complaint("minutemill_rules: 2\nname: t\n").find("no rule file of a version"), std::string::npos);
  EXPECT_NE(complaint(kHead + "rulez: []\n").find("rulez"), std::string::npos);
}

TEST(RuleLint, AnEmptyWordIsNone) {
  for (const char* word : {"''", "' '"})
    EXPECT_NE(complaint(kHead + "vocabularies: {organ: [council, " + word + "]}\n").find("a word is empty"),
              std::string::npos);
}

TEST(RuleLint, TwoRulesOfOneName) {
  const std::string rule = "  - {id: a, in: body, match: 'x', set: {date: '{0}'}}\n";
  EXPECT_NE(complaint(kHead + "rules:\n" + rule + rule).find("two rules are named 'a'"), std::string::npos);
}

TEST(RuleLint, AFileAddsToWhatItIncludes) {
  MockSetup setup;
  setup.add_file(
      "base.yaml",
      "minutemill_rules: 1\nname: base\nvocabularies: {organ: [board]}\nfields: {date: {as: text}}\n");
  const auto rules = load_rules(
      "minutemill_rules: 1\nname: t\ninclude: base.yaml\nlines: {subtitles: false}\nvocabularies: {organ: "
      "[council]}\n"
      "rules: [{id: a, in: body, match: '{organ}', set: {date: '{0}'}}]\n",
      setup);
  ASSERT_NE(rules, nullptr) << setup.diagnostics().format();
  for (const char* word : {"board", "council"}) {
    Document document;
    fill(document, "Minutes", {std::string("the ") + word + " met."});
    rules->tag(document);
    ASSERT_NE(document.metadata().at("date"), nullptr) << word;
  }
}

}  // namespace
}  // namespace minutemill
