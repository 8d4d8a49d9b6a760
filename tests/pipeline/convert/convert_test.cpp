// Conversions by stages made for the purpose.
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <minutemill/engine.hpp>

namespace minutemill {
namespace {

constexpr std::string_view kHead = "minutemill: 1\nsteps:\n  - use: probe_read\n";
constexpr std::string_view kTail = "outputs:\n  - use: probe_write\n";

class ConvertTest : public testing::Test {
 protected:
  ConvertTest() : engine_(EngineSettings{{PROBE_PLUGINS}, {}, false}) {}

  Pipeline load(const std::string& text, const std::vector<Override>& overrides = {}) {
    Diagnostics diagnostics;
    auto pipeline = Pipeline::parse(engine_, "probe.yaml", text, overrides, diagnostics);
    if (!pipeline) throw std::runtime_error(diagnostics.format());
    return std::move(*pipeline);
  }
  Pipeline misbehaving(const std::string& how, const std::string& more = {}, const std::string& times = "1") {
    return load(std::string(kHead) + "  - {id: bad, use: probe_misbehave, with: {how: " + how +
                ", times: " + times + "}}\n" + std::string(kTail) + more);
  }
  static Input input(std::string_view bytes) {
    Input out;
    out.bytes = bytes;
    out.name = "in/a.txt";
    return out;
  }
  Engine engine_;
};

TEST_F(ConvertTest, GivesArtifactsWithNamesTalliesAndTimes) {
  Pipeline pipeline = load(std::string(kHead) + std::string(kTail));
  const Conversion c = pipeline.convert(input("two words"));
  ASSERT_TRUE(c.ok) << c.message;
  ASSERT_EQ(c.outputs.size(), 1U);
  EXPECT_EQ(c.outputs[0].id, "probe_write");
  EXPECT_EQ(c.outputs[0].name, "a.txt");
  EXPECT_EQ(c.outputs[0].artifact.bytes, "two words");
  EXPECT_EQ(c.tally.characters, 8U);
  EXPECT_EQ(c.times.size(), 2U);
  EXPECT_EQ(pipeline.planned_names(input("x")), (std::vector<std::string>{"a.txt"}));
}

TEST_F(ConvertTest, StartsAfreshForEachDocument) {
  Pipeline pipeline = load(std::string(kHead) + std::string(kTail));
  EXPECT_EQ(pipeline.convert(input("first")).outputs.at(0).artifact.bytes, "first");
  EXPECT_EQ(pipeline.convert(input("second")).outputs.at(0).artifact.bytes, "second");
}

TEST_F(ConvertTest, AStageThatThrowsFailsItsDocumentOnly) {
  Pipeline pipeline = misbehaving("throw");
  const Conversion c = pipeline.convert(input("x"));
  EXPECT_FALSE(c.ok);
  EXPECT_EQ(c.failure, FailureCode::plugin);
  EXPECT_EQ(c.failed_step, "bad");
  EXPECT_EQ(c.message, "it broke");
  EXPECT_TRUE(c.outputs.empty());
  EXPECT_EQ(misbehaving("throw_number").convert(input("x")).failure, FailureCode::plugin);
}

TEST_F(ConvertTest, AFailureKeepsItsCodeAndPlace) {
  const Conversion c = misbehaving("fail").convert(input("x"));
  EXPECT_EQ(c.failure, FailureCode::structure);
  EXPECT_EQ(c.span, (SourceSpan{3, 7}));
}

TEST_F(ConvertTest, TimeIsLimitedInLoopsAndAfterSteps) {
  for (const char* how : {"loop", "sleep"}) {
    const Conversion c = misbehaving(how, "limits: {time: 30ms}\n", "60").convert(input("x"));
    EXPECT_EQ(c.failure, FailureCode::resource) << how;
    EXPECT_EQ(c.message, "took longer than limits.time (30ms)") << how;
    EXPECT_EQ(c.failed_step, "bad") << how;
  }
}

TEST_F(ConvertTest, InputsAreLimited) {
  Pipeline pipeline = load(std::string(kHead) + std::string(kTail) + "limits: {input: 3B}\n");
  EXPECT_TRUE(pipeline.convert(input("abc")).ok);
  EXPECT_EQ(pipeline.convert(input("abcd")).failure, FailureCode::resource);
  EXPECT_EQ(pipeline.convert(input("")).failure, FailureCode::input);
}

TEST_F(ConvertTest, ReportsCarryTheirStepAndAreBounded) {
  const Conversion few = misbehaving("report", "", "2").convert(input("x"));
  ASSERT_EQ(few.reports.size(), 2U);
  EXPECT_EQ(few.reports[1].stage, "bad");
  EXPECT_EQ(few.reports[1].message, "MM9001 said: 1");
  EXPECT_EQ(few.reports[1].span, (SourceSpan{1, 2}));
  const Conversion many = misbehaving("report", "", "5000").convert(input("x"));
  ASSERT_EQ(many.reports.size(), 1001U);
  EXPECT_EQ(many.reports.back().message, "MM8901 more reports: 4000");
}

TEST_F(ConvertTest, SiblingsOnlyBelowTheInput) {
  Pipeline pipeline = misbehaving("sibling");
  std::vector<std::string> asked;
  pipeline.set_sibling_reader([&](std::string_view path) {
    asked.emplace_back(path);
    return std::optional<std::string>("bytes ");
  });
  EXPECT_EQ(pipeline.convert(input("x")).reports.at(0).message, "MM9001 said: bytes none");
  EXPECT_EQ(asked, std::vector<std::string>{"a/b.png"});
}

TEST_F(ConvertTest, CoverageFailsWhatLosesTooMuch) {
  const auto text = [](const char* keep, const char* coverage) {
    return std::string(kHead) + "outputs: [{use: probe_write, with: {keep: " + keep +
           "}}]\nlimits: {coverage: " + coverage + "}\n";
  };
  EXPECT_TRUE(load(text("9", "0.9")).convert(input("0123456789")).ok);
  const Conversion c = load(text("8", "0.9")).convert(input("0123456789"));
  EXPECT_EQ(c.failure, FailureCode::exporting);
  EXPECT_EQ(c.failed_step, "probe_write");
  EXPECT_EQ(c.reports.at(0).number, 5901);
}

TEST_F(ConvertTest, AnOutputThatIsNotWhatItClaimsFailsItsDocumentWhenVerified) {
  const auto text = [](const char* type, const char* verify) {
    return std::string(kHead) + "outputs: [{use: probe_write, with: {media_type: " + type +
           "}}]\nlimits: {verify: " + verify + "}\n";
  };
  EXPECT_TRUE(load(text("application/json", "true")).convert(input("{\"a\": 1}")).ok);
  EXPECT_TRUE(load(text("application/json", "false")).convert(input("{\"a\": ")).ok);
  const Conversion c = load(text("application/json", "true")).convert(input("{\"a\": "));
  EXPECT_EQ(c.failure, FailureCode::verify);
  EXPECT_EQ(c.failed_step, "probe_write");
  EXPECT_EQ(c.message, "the output breaks a rule of its format: is not JSON");
  EXPECT_TRUE(c.outputs.empty());
  EXPECT_FALSE(load(text("image/svg+xml", "true")).convert(input("<svg>")).ok);
  EXPECT_TRUE(load(text("image/svg+xml", "true")).convert(input("<svg/>")).ok);
  EXPECT_FALSE(load(text("application/epub+zip", "true")).convert(input("PK")).ok);
  EXPECT_TRUE(load(text("application/x-own", "true")).convert(input("PK")).ok);
}

TEST_F(ConvertTest, OverridesGoOverTheFile) {
  Pipeline pipeline =
      load(std::string(kHead) + std::string(kTail),
           {{"limits.time", "7s"}, {"probe_write.to", "'{meta.title}.txt'"}, {"probe_write.keep", "1"}});
  EXPECT_EQ(pipeline.limits().time, Milliseconds(7000));
  EXPECT_EQ(pipeline.convert(input("title")).outputs.at(0).name, "title.txt");
  EXPECT_FALSE(pipeline.planned_names(input("x")));
}

TEST_F(ConvertTest, OutputsThatMeetUnderOneNameAreKeptApart) {
  Pipeline pipeline = load(std::string(kHead) +
                           "outputs:\n  - {use: probe_write, to: '{meta.title}.txt'}\n  - {id: two, use: "
                           "probe_write, to: '{stem}.txt'}\n");
  const Conversion c = pipeline.convert(input("a"));
  EXPECT_EQ(c.outputs.at(0).name, "a.txt");
  EXPECT_EQ(c.outputs.at(1).name, "two-a.txt");
}

TEST_F(ConvertTest, InspectShowsEachStepAndStops) {
  Pipeline pipeline = misbehaving("no");
  std::vector<std::string> seen;
  const auto see = [&](const Pipeline::StepInfo& step, const Markup* markup, const Document* document) {
    EXPECT_EQ(markup, nullptr);
    EXPECT_NE(document, nullptr);
    seen.push_back(step.id);
  };
  EXPECT_TRUE(pipeline.inspect(input("x"), "", see).ok);
  EXPECT_EQ(seen, (std::vector<std::string>{"probe_read", "bad"}));
  seen.clear();
  EXPECT_TRUE(pipeline.inspect(input("x"), "probe_read", see).ok);
  EXPECT_EQ(seen, std::vector<std::string>{"probe_read"});
}

TEST_F(ConvertTest, FingerprintTellsWhatDecidesTheOutputs) {
  const std::string text = std::string(kHead) + std::string(kTail);
  const std::string plain = load(text).fingerprint();
  EXPECT_EQ(plain.size(), 64U);
  EXPECT_EQ(load(text).fingerprint(), plain);
  EXPECT_NE(load(text + "# changed\n").fingerprint(), plain);
  EXPECT_NE(load(text, {{"probe_write.keep", "3"}}).fingerprint(), plain);
}

TEST_F(ConvertTest, ErrorsOfStagesWhileTheyAreMadeRefuseThePipeline) {
  EXPECT_THROW(misbehaving("construct"), std::runtime_error);
  try {
    (void)load(std::string(kHead) + "  - use: probe_setup\n");
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find(
                  "probe.yaml:4:10: error: '../../../etc/passwd' leads out of the pipeline's folder"),
              std::string::npos)
        << e.what();
  }
}

TEST_F(ConvertTest, AMissingStageIsPluginTroubleAWrongFileIsNot) {
  Diagnostics missing;
  EXPECT_FALSE(Pipeline::parse(engine_, "p.yaml", std::string(kHead) + "  - use: no_such\n", {}, missing));
  EXPECT_TRUE(missing.only_plugin_errors());
  Diagnostics wrong;
  EXPECT_FALSE(
      Pipeline::parse(engine_, "p.yaml", std::string(kHead) + "  - use: no_such\nx: 1\n", {}, wrong));
  EXPECT_FALSE(wrong.only_plugin_errors());
}

// The program's own part of a stage call. The bound is far above what it takes, so that a busy machine
// passes.
TEST_F(ConvertTest, AStageCallCostsLittle) {
  std::string steps(kHead);
  for (int i = 0; i < 100; ++i) steps += "  - {id: s" + std::to_string(i) + ", use: probe_misbehave}\n";
  Pipeline pipeline = load(steps);
  (void)pipeline.convert(input("x"));
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(pipeline.convert(input("x")).ok);
  const auto each =
      std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count() /
      (200 * 101);
  RecordProperty("microseconds", std::to_string(each));
  EXPECT_LT(each, 10.0);
}

}  // namespace
}  // namespace minutemill
