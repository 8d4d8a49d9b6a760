// Plugin files tried in a child process.
#include "registry/probe.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "test_plugins.hpp"

namespace minutemill {
namespace {

using namespace std::chrono_literals;

TEST(Probe, TellsWhatAGoodPluginHas) {
  const Probe probe = probe_plugin(kTestPlugins + "/sound/test_good.so", 10s);
  EXPECT_TRUE(probe.good) << probe.reason;
  EXPECT_EQ(probe.name, "test_good");
  ASSERT_EQ(probe.stages.size(), 2U);
  EXPECT_EQ(probe.stages[0].name, "test_mark");
  EXPECT_EQ(probe.stages[0].takes, "document");
  EXPECT_TRUE(probe.findings.empty()) << probe.findings.front();
}

TEST(Probe, TellsTheSignal) {
  const Probe probe = probe_plugin(kTestPlugins + "/deadly/crash_at_load.so", 10s);
  EXPECT_FALSE(probe.good);
  // A sanitizer's runtime turns the signal into an exit.
  EXPECT_TRUE(probe.reason.find("crashes while it is loaded: Segmentation fault") != std::string::npos ||
              probe.reason.find("ends the process") != std::string::npos)
      << probe.reason;
}

TEST(Probe, TellsAnExit) {
  const Probe probe = probe_plugin(kTestPlugins + "/deadly/exit_at_load.so", 10s);
  EXPECT_NE(probe.reason.find("ends the process while it is loaded (exit status 3)"), std::string::npos)
      << probe.reason;
}

TEST(Probe, TellsAHang) {
  const Probe probe = probe_plugin(kTestPlugins + "/deadly/hang_at_load.so", 300ms);
  EXPECT_NE(probe.reason.find("not loaded after 300ms"), std::string::npos) << probe.reason;
}

TEST(Probe, TellsTheReasonOfAGate) {
  EXPECT_NE(probe_plugin(kTestPlugins + "/refused/bad_tag.so", 10s).reason.find("other compiler settings"),
            std::string::npos);
  EXPECT_NE(probe_plugin("/no/such.so", 10s).reason.find("no such file"), std::string::npos);
}

struct OddOptions {
  std::int64_t count = 9;
  bool BadName = false;
};
constexpr std::array kOddOptions{
    option<&OddOptions::count>("count", "How many.").between(1, 5),
    option<&OddOptions::count>("count", "How many, again."),
    option<&OddOptions::BadName>("BadName", ""),
};
constexpr std::array kOddReports{ReportKind{77, Severity::note, "odd", ""}};

class Odd {
 public:
  static constexpr std::string_view name = "Odd-Stage";
  static constexpr std::string_view summary = "Odd in many ways.";
  using Options = OddOptions;
  static constexpr auto& options = kOddOptions;
  static constexpr auto& reports = kOddReports;
  Artifact process(const Document&, Context&) { return {}; }
};

TEST(Probe, LintNamesEveryOddity) {
  const auto findings = lint_stage(detail::stage_info<Odd>);
  const auto has = [&](std::string_view words) {
    return std::ranges::any_of(
        findings, [&](const std::string& text) { return text.find(words) != std::string::npos; });
  };
  EXPECT_TRUE(has("name is not snake_case"));
  EXPECT_TRUE(has("option 'count' is there twice"));
  EXPECT_TRUE(has("the default of option 'count' is not a whole number from 1 to 5"));
  EXPECT_TRUE(has("option 'BadName' is not snake_case"));
  EXPECT_TRUE(has("option 'BadName' has no help"));
  EXPECT_TRUE(has("has not four digits"));
  EXPECT_TRUE(has("media_type"));
}

}  // namespace
}  // namespace minutemill
