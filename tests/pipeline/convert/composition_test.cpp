// Pipelines made of several files, and steps with conditions.
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <minutemill/engine.hpp>

namespace minutemill {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBase =
    "minutemill: 1\nname: base\ndescription: of the base\n"
    "steps:\n  - use: probe_read\n  - {id: first, use: probe_misbehave, with: {how: report, times: 1}}\n"
    "  - {id: second, use: probe_misbehave, with: {how: report, times: 2}}\n"
    "outputs:\n  - use: probe_write\n"
    "limits: {time: 5s, depth: 100}\n";

class CompositionTest : public testing::Test {
 protected:
  CompositionTest() : engine_(EngineSettings{{PROBE_PLUGINS}, {}, false}) {
    folder_ = fs::path(testing::TempDir()) /
              (std::string("composition_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_ / "parts");
    write("parts/base.yaml", kBase);
  }
  ~CompositionTest() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  Pipeline load(const std::string& text, const std::vector<Override>& overrides = {}) {
    Diagnostics diagnostics;
    auto pipeline = Pipeline::parse(engine_, (folder_ / "own.yaml").string(), "minutemill: 1\n" + text,
                                    overrides, diagnostics);
    if (!pipeline) throw std::runtime_error(diagnostics.format());
    return std::move(*pipeline);
  }
  Pipeline extend(const std::string& text, const std::vector<Override>& overrides = {}) {
    return load("extends: parts/base.yaml\n" + text, overrides);
  }
  static std::vector<std::string> ids(const Pipeline& pipeline) {
    std::vector<std::string> out;
    for (const Pipeline::StepInfo& step : pipeline.steps()) out.push_back(step.id);
    return out;
  }
  // How often each step reported.
  static std::string reports(Pipeline& pipeline, std::string_view bytes = "x", std::string_view type = {}) {
    Input input;
    input.bytes = bytes;
    input.name = "a.txt";
    input.media_type = type;
    const Conversion c = pipeline.convert(input);
    std::string out;
    for (const Report& report : c.reports) out += report.stage + " ";
    for (const Output& output : c.outputs) out += "[" + output.id + ":" + output.name + "]";
    return out;
  }

  Engine engine_;
  fs::path folder_;
};

using Ids = std::vector<std::string>;

TEST_F(CompositionTest, WithoutChangesIsTheBaseUnderAnotherName) {
  Pipeline pipeline = extend("");
  EXPECT_EQ(pipeline.name(), "own");
  EXPECT_EQ(pipeline.description(), "of the base");
  EXPECT_EQ(ids(pipeline), (Ids{"probe_read", "first", "second", "probe_write"}));
  EXPECT_EQ(reports(pipeline), "first second second [probe_write:a.txt]");
}

TEST_F(CompositionTest, OptionsAndLimitsAreLaidOverOneByOneAndTheCommandLineOverAll) {
  const char* text = "steps:\n  - {id: first, with: {times: 3}}\nlimits: {depth: 50}\n";
  Pipeline pipeline = extend(text);
  EXPECT_EQ(reports(pipeline), "first first first second second [probe_write:a.txt]");
  EXPECT_EQ(pipeline.limits().time, Milliseconds(5000));
  EXPECT_EQ(pipeline.limits().depth, 50);
  Pipeline over = extend(text, {{"first.times", "0"}, {"limits.depth", "60"}});
  EXPECT_EQ(reports(over), "second second [probe_write:a.txt]");
  EXPECT_EQ(over.limits().depth, 60);
}

TEST_F(CompositionTest, StepsAreAddedMovedReplacedAndRemoved) {
  EXPECT_EQ(ids(extend("steps:\n  - {id: new, use: probe_misbehave}\n")),
            (Ids{"probe_read", "first", "second", "new", "probe_write"}));
  EXPECT_EQ(ids(extend("steps:\n  - {id: new, use: probe_misbehave, before: second}\n")),
            (Ids{"probe_read", "first", "new", "second", "probe_write"}));
  EXPECT_EQ(ids(extend("steps:\n  - {id: first, after: second}\n")),
            (Ids{"probe_read", "second", "first", "probe_write"}));
  EXPECT_EQ(ids(extend("steps:\n  - {id: first, remove: true}\n")),
            (Ids{"probe_read", "second", "probe_write"}));
  EXPECT_EQ(ids(extend("outputs:\n  - {id: two, use: probe_write, to: two.txt, before: probe_write}\n")),
            (Ids{"probe_read", "first", "second", "two", "probe_write"}));
  // Another stage takes none of the options of the one before.
  Pipeline replaced =
      extend("steps:\n  - {id: first, use: probe_misbehave}\n  - {id: second, use: probe_nothing}\n");
  EXPECT_EQ(reports(replaced), "first [probe_write:a.txt]");
}

TEST_F(CompositionTest, IncludedListsStandInThePlaceOfTheirEntry) {
  write("parts/marks.yaml",
        "minutemill: 1\nsteps:\n  - {id: a, use: probe_misbehave}\n  - {id: b, use: probe_misbehave}\n"
        "outputs:\n  - {id: c, use: probe_write, to: c.txt}\n");
  const Pipeline pipeline = load(
      "steps:\n  - use: probe_read\n  - include: parts/marks.yaml\n  - {id: z, use: probe_misbehave}\n"
      "outputs:\n  - use: probe_write\n  - include: parts/marks.yaml\n");
  EXPECT_EQ(ids(pipeline), (Ids{"probe_read", "a", "b", "z", "probe_write", "c"}));
}

TEST_F(CompositionTest, FilesOfABaseAreBesideTheBase) {
  write("parts/words.yaml", "words: [one]\n");
  write("parts/with-file.yaml",
        "minutemill: 1\nsteps:\n  - use: probe_read\n  - {use: probe_config, with: {file: words.yaml}}\n");
  EXPECT_NO_THROW((void)load("extends: parts/with-file.yaml\n"));
  EXPECT_NO_THROW((void)load("steps:\n  - include: parts/with-file.yaml\n"));
  EXPECT_THROW(
      (void)load("extends: parts/with-file.yaml\nsteps:\n  - {id: probe_config, with: {file: words.yaml}}\n"),
      std::runtime_error);  // named here, looked for here
}

TEST_F(CompositionTest, TheFingerprintKnowsTheBase) {
  const std::string before = extend("").fingerprint();
  write("parts/base.yaml", std::string(kBase) + "isolation: none\n");
  const Pipeline after = extend("");
  EXPECT_NE(after.fingerprint(), before);
  EXPECT_EQ(after.isolation(), Isolation::none);
}

struct ConditionCase {
  const char* condition;
  const char* bytes;
  const char* media_type;
  bool holds;
};
class Conditions : public CompositionTest, public testing::WithParamInterface<ConditionCase> {};

TEST_P(Conditions, LetAStepTakePartOrNot) {
  const ConditionCase& c = GetParam();
  // probe_read makes the bytes the title of the record.
  Pipeline pipeline =
      extend(std::string("steps:\n  - {id: second, remove: true}\n  - {id: first, ") + c.condition + "}\n");
  EXPECT_EQ(reports(pipeline, c.bytes, c.media_type),
            std::string(c.holds ? "first " : "") + "[probe_write:a.txt]");
  // The same on an output.
  Pipeline output =
      extend(std::string("steps:\n  - {id: second, remove: true}\n  - {id: first, remove: true}\n") +
             "outputs:\n  - {id: probe_write, " + c.condition + "}\n");
  EXPECT_EQ(reports(output, c.bytes, c.media_type), c.holds ? "[probe_write:a.txt]" : " ");
}

INSTANTIATE_TEST_SUITE_P(
    Each, Conditions,
    testing::Values(
        ConditionCase{"when: {media_type: text/html}", "x", "text/html", true},
        ConditionCase{"when: {media_type: text/html}", "x", "Text/HTML; charset=gbk", true},
        ConditionCase{"when: {media_type: text/html}", "x", "", false},
        ConditionCase{"when: {media_type: [text/html, text/plain]}", "x", "text/plain", true},
        ConditionCase{"when: {media_type: text/*}", "x", "text/markdown", true},
        ConditionCase{"when: {media_type: text/*}", "x", "texture/html", false},
        ConditionCase{"unless: {media_type: text/html}", "x", "text/html", false},
        ConditionCase{"unless: {media_type: text/html}", "x", "", true},
        ConditionCase{"when: {port: document}", "x", "", true},
        ConditionCase{"unless: {port: document}", "x", "", false},
        ConditionCase{"when: {metadata: {title: x}}", "x", "", true},
        ConditionCase{"when: {metadata: {title: x}}", "xy", "", false},
        ConditionCase{"when: {metadata: {title: [y, x]}}", "x", "", true},
        ConditionCase{"when: {metadata: {title: true}}", "x", "", true},
        ConditionCase{"when: {metadata: {title: false}}", "x", "", false},
        ConditionCase{"when: {metadata: {date: false}}", "x", "", true},
        ConditionCase{"when: {metadata: {date: true}}", "x", "", false},
        ConditionCase{"when: {metadata: {title: {matches: '第.次'}}}", "第9次会议", "", true},
        ConditionCase{"when: {metadata: {title: {matches: '^次'}}}", "第9次会议", "", false},
        ConditionCase{"when: {media_type: text/html, metadata: {title: x}}", "x", "text/html", true},
        ConditionCase{"when: {media_type: text/html, metadata: {title: x}}", "x", "text/css", false},
        ConditionCase{"when: {media_type: text/html}, unless: {metadata: {title: x}}", "x", "text/html",
                      false}));

TEST_F(CompositionTest, AConditionOnTheRecordLeavesTheNamesOpen) {
  Input input;
  input.bytes = "x";
  input.name = "a.txt";
  EXPECT_EQ(extend("").planned_names(input), Ids{"a.txt"});
  EXPECT_FALSE(
      extend("outputs:\n  - {id: probe_write, when: {metadata: {title: x}}}\n").planned_names(input));
  EXPECT_EQ(extend("outputs:\n  - {id: probe_write, when: {media_type: text/html}}\n").planned_names(input),
            Ids{});
}

TEST_F(CompositionTest, WhatReadsCanBeChosenByMediaType) {
  Pipeline pipeline = load(
      "steps:\n  - {id: html, use: probe_read, when: {media_type: text/html}}\n"
      "  - {id: other, use: probe_read, when: {port: bytes}}\n"
      "  - {id: after, use: probe_misbehave, with: {how: report}}\noutputs:\n  - use: probe_write\n");
  std::vector<std::string> seen;
  const auto see = [&](const Pipeline::StepInfo& step, const Markup*, const Document*) {
    seen.push_back(step.id);
  };
  Input input;
  input.bytes = "x";
  input.media_type = "text/html";
  EXPECT_TRUE(pipeline.inspect(input, "", see).ok);
  input.media_type = "text/plain";
  EXPECT_TRUE(pipeline.inspect(input, "", see).ok);
  EXPECT_EQ(seen, (Ids{"html", "after", "other", "after"}));
}

}  // namespace
}  // namespace minutemill
