// A whole `with:` map: what is bound, and where each complaint points.
#include <gtest/gtest.h>

#include "options/bind.hpp"
#include "sample_stage.hpp"

namespace minutemill {
namespace {

class Bind : public testing::Test {
 protected:
  // `text` is a step: "use: sample\nwith: ...".
  OptionValues bind(std::string text, const StageInfo& stage,
                    const std::vector<std::pair<std::string, std::string>>& set = {}) {
    document_ = ConfigDocument::parse("p.yaml", std::move(text), diagnostics_);
    EXPECT_NE(document_, nullptr) << diagnostics_.format();
    BindRequest request;
    request.stage = &stage;
    request.step = &document_->root();
    request.with = document_->root().find("with");
    request.load = [](const ConfigNode&, std::string_view path, const OptionSpec&) {
      return ConfigFile{std::string(path), std::string(path), {}};
    };
    for (const auto& [name, value] : set) {
      overrides_.push_back(ConfigDocument::parse("--set", value, diagnostics_));
      request.overrides.push_back({name, &overrides_.back()->root(), nullptr});
    }
    return bind_options(request, diagnostics_);
  }

  void expect_one(std::uint32_t line, std::uint32_t column, std::string_view message, std::string_view hint) {
    ASSERT_EQ(diagnostics_.all().size(), 1U) << diagnostics_.format();
    const Diagnostic& one = diagnostics_.all().front();
    EXPECT_EQ(one.mark, (Mark{line, column}));
    EXPECT_EQ(one.message, message);
    EXPECT_EQ(one.hint, hint);
  }

  Diagnostics diagnostics_;
  std::unique_ptr<ConfigDocument> document_;
  std::vector<std::unique_ptr<ConfigDocument>> overrides_;
};

TEST_F(Bind, ValuesComeInTheOrderOfTheTable) {
  const auto values = bind("use: sample\nwith:\n  rules: r.yaml\n  depth: 2\n", sample::info());
  ASSERT_EQ(values.size(), 2U) << diagnostics_.format();
  EXPECT_EQ(values[0].first, "depth");
  EXPECT_EQ(std::get<std::int64_t>(values[0].second), 2);
  EXPECT_EQ(values[1].first, "rules");
  EXPECT_TRUE(diagnostics_.all().empty());
}

TEST_F(Bind, AnOverrideStandsInForTheFile) {
  const auto values = bind("use: sample\nwith:\n  rules: r.yaml\n  depth: nonsense\n", sample::info(),
                           {{"depth", "4"}, {"loud", "true"}, {"depth", "5"}});
  ASSERT_EQ(values.size(), 3U) << diagnostics_.format();
  EXPECT_EQ(std::get<bool>(values[0].second), true);
  EXPECT_EQ(std::get<std::int64_t>(values[1].second), 5);
}

TEST_F(Bind, ATypoGetsTheNearestName) {
  bind("use: sample\nwith:\n  rules: r.yaml\n  detph: 2\n", sample::info());
  expect_one(4, 3, "unknown option 'detph' of stage sample", "did you mean 'depth'?");
}

TEST_F(Bind, AnUnknownNameGetsAllNames) {
  bind("use: sample\nwith:\n  rules: r.yaml\n  zzz: 2\n", sample::info());
  expect_one(4, 3, "unknown option 'zzz' of stage sample",
             "its options are: loud, depth, share, mark, tone, words, tones, names, pause, room, rules");
}

TEST_F(Bind, AStageWithoutOptionsSaysSo) {
  bind("use: plain\nwith:\n  zzz: 2\n", detail::stage_info<sample::Plain>);
  expect_one(3, 3, "unknown option 'zzz' of stage plain", "stage plain has no options");
}

TEST_F(Bind, AKeyOfTheStepIsSentUp) {
  bind("use: sample\nwith:\n  rules: r.yaml\n  id: x\n", sample::info());
  expect_one(4, 3, "unknown option 'id' of stage sample",
             "'id' is a key of the step: move it one level up, beside 'use'");
}

TEST_F(Bind, AnOptionInsideAnOptionIsSentUp) {
  bind("use: sample\nwith:\n  rules: r.yaml\n  mark:\n    depth: 2\n", sample::info());
  expect_one(5, 5, "option 'depth' stands inside option 'mark'", "move it one level up, beside 'mark'");
}

TEST_F(Bind, AMissingOptionIsComplainedOfAtTheStep) {
  bind("use: sample\n", sample::info());
  expect_one(1, 1, "stage sample needs option 'rules'",
             "Rule file. Write the path of a file, beside the pipeline or in configs/rules.");
}

TEST_F(Bind, WithMustBeAMap) {
  bind("use: sample\nwith: [depth]\n", sample::info());
  expect_one(2, 7, "'with' must be a map of options",
             "write the options of stage sample under it, one a line");
}

TEST_F(Bind, AllFaultsAreToldAtOnce) {
  bind("use: sample\nwith:\n  depth: 9\n  loud: yes\n  tonne: cold\n", sample::info());
  EXPECT_EQ(diagnostics_.all().size(), 4U) << diagnostics_.format();
}

TEST_F(Bind, AnUnknownOverrideIsComplainedOf) {
  bind("use: sample\nwith: {rules: r.yaml}\n", sample::info(), {{"dept", "1"}});
  ASSERT_EQ(diagnostics_.all().size(), 1U);
  EXPECT_EQ(diagnostics_.all().front().file, "--set");
  EXPECT_EQ(diagnostics_.all().front().hint, "did you mean 'depth'?");
}

}  // namespace
}  // namespace minutemill
