// The case runner: each expectation passes when it holds, and fails, with words that help, when it does not.
#include <minutemill/testing.hpp>

#include <gtest/gtest.h>

#include "support/process.hpp"

namespace minutemill::testing {
namespace {

class Runner : public ::testing::Test {
 protected:
  Runner() {
    EngineSettings settings;
    settings.plugin_folders = {MINUTEMILL_TEST_PLUGINS "/sound"};
    settings.use_environment = false;
    engine_ = std::make_unique<Engine>(settings);
  }

  // One case over kPage; `expectations` are the lines below `expect:`.
  CaseResult run(std::string_view expectations, const CaseSettings& settings = {},
                 std::string_view steps = kSteps) {
    std::string text(steps);
    text += "name: a case\ninput: {text: '" + std::string(kPage) + "'}\nexpect:\n";
    text += expectations;
    const auto file = folder_.write("cases/one.yaml", text);
    CaseFileResult result = run_case_file(*engine_, file.string(), settings);
    EXPECT_EQ(result.broken, "");
    EXPECT_EQ(result.cases.size(), 1U);
    return result.cases.empty() ? CaseResult{} : std::move(result.cases.front());
  }

  void passes(std::string_view expectations, std::string_view steps = kSteps) {
    const CaseResult result = run(expectations, {}, steps);
    for (const std::string& problem : result.problems) ADD_FAILURE() << expectations << problem;
  }

  void fails(std::string_view expectations, std::string_view words, std::string_view steps = kSteps) {
    const CaseResult result = run(expectations, {}, steps);
    ASSERT_EQ(result.problems.size(), 1U) << expectations;
    EXPECT_NE(result.problems.front().find(words), std::string::npos)
        << expectations << result.problems.front();
  }

  static constexpr std::string_view kPage =
      "<h1>Title</h1><p style=\"text-align: "
      "right\">first</p><p>second</p><table><tr><th>a</th><td>b</td></tr></table>";
  static constexpr std::string_view kSteps = "steps:\n  - use: html_parse\n  - use: html_lift\n";
  static constexpr std::string_view kOutputs =
      "steps:\n  - use: html_parse\n  - use: html_lift\noutputs:\n  - use: export_json\n";

  test_support::TemporaryFolder folder_;
  std::unique_ptr<Engine> engine_;
};

TEST_F(Runner, Blocks) {
  passes(
      "  blocks:\n    - heading: Title\n    - paragraph: first\n    - paragraph: second\n    - paragraph: "
      "a\n    - paragraph: b\n");
  passes("  only: paragraph\n  blocks: [paragraph: first, paragraph: second, paragraph: a, paragraph: b]\n");
  passes("  only: [heading]\n  blocks: [heading: {text: Title, level: 1, align: ~}]\n");
  fails("  only: heading\n  blocks: []\n", "+ heading: Title");
  fails("  only: heading\n  blocks: [heading: Titel]\n", "- heading: Titel\n  + heading: Title");
  fails("  only: heading\n  blocks: [heading: {level: 2}]\n", "level of heading: expected 2, found 1");
  fails("  only: heading\n  blocks: [heading: {level: ~}]\n", "level of heading: expected nothing, found 1");
  fails("  blocks: [headign: x]\n", "'headign' is no kind of node");
}

TEST_F(Runner, Selectors) {
  passes("  select: {\"table_row > table_cell\": [a, b], heading: Title, list: 0}\n");
  fails("  select: {table_cell: [a]}\n", "+ b");
  fails("  select: {table_cell: 3}\n", "expected 3, found 2");
  fails("  select: {heading: Titel}\n", "expected \"Titel\", found \"Title\"");
  fails("  select: {'table >': 3}\n", "bad selector");
}

TEST_F(Runner, Metadata) {
  passes("  metadata: {chairs: ~}\n");
  fails("  metadata: {date: 2020-05-22}\n", "metadata.date: expected \"2020-05-22\", found nothing");
}

TEST_F(Runner, Markup) {
  constexpr std::string_view steps = "steps: [use: html_parse]\n";
  passes(
      "  markup: >-\n    <h1>Title</h1><p style=\"text-align: "
      "right\">first</p><p>second</p><table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>\n",
      steps);
  fails("  markup: <h1>Title</h1>\n", "other markup", steps);
  fails("  blocks: []\n", "there is no document yet at this step for 'blocks'", steps);
  fails("  markup: <p>x</p>\n", "there is no markup at this step");
}

TEST_F(Runner, Failures) {
  fails("  failure: parse\n", "expected parse, found that the document did not fail");
  fails("  outputs: {json: {name: x}}\n", "outputs need a pipeline with outputs");
}

TEST_F(Runner, Outputs) {
  passes(
      "  outputs: {json: {name: case.json, contains: [Title, second], not_contains: third, json: {schema: "
      "1}}}\n",
      kOutputs);
  fails("  outputs: {json: {contains: third}}\n", "does not contain \"third\"", kOutputs);
  fails("  outputs: {json: {not_contains: second}}\n", "contains \"second\"", kOutputs);
  fails("  outputs: {json: {json: {schema: 99}}}\n", "export_json.schema: expected \"99\", found 1",
        kOutputs);
  fails("  outputs: {json: {name: other.json}}\n", "expected other.json, found case.json", kOutputs);
  fails("  outputs: {docx: {name: x}}\n", "there is no output docx; there are: export_json (json)", kOutputs);
}

TEST_F(Runner, UnknownExpectationsAreNoSuccess) {
  fails("  block: []\n", "unknown expectation 'block'; did you mean 'blocks'?");
}

TEST_F(Runner, GoldensAreWrittenOnlyWhenAccepted) {
  const std::string expectation = "  snapshot: golden.json\n";
  fails(expectation, "there is no file");
  const CaseResult accepted = run(expectation, {.accept = true, .colour = false, .filter = {}});
  EXPECT_TRUE(accepted.passed());
  ASSERT_EQ(accepted.accepted.size(), 1U);
  passes(expectation);
  std::string golden = test_support::read_file(folder_.path() / "cases/golden.json");
  golden.replace(golden.find("second"), 6, "sechst");
  folder_.write("cases/golden.json", golden);
  fails(expectation, "sechst");
}

TEST_F(Runner, AReportThatIsMissingOrTooMuchIsTold) {
  const std::string steps = std::string(kSteps) + "  - use: test_mark\n";
  passes("  reports: []\n  reports_include: [MM9001, {MM9001: '!'}]\n", steps);  // a note is no warning
  fails("  reports: [MM9001]\n", "expected the reports [MM9001], found []", steps);
  fails("  reports_include: [{MM9001: '?'}]\n", "the report MM9001 is missing", steps);
  fails("  reports_exclude: [MM9001]\n", "must not be there", steps);
}

TEST_F(Runner, AThrownExceptionIsAFailureWithItsWords) {
  const std::string text =
      "steps:\n  - use: html_parse\n  - use: html_lift\n  - use: test_throws\nname: x\ninput: {text: "
      "<p>fault</p>}\n"
      "expect: {failure: plugin, message: own words, failed_step: test_throws}\n";
  const auto file = folder_.write("cases/two.yaml", text);
  const CaseFileResult result = run_case_file(*engine_, file.string());
  ASSERT_EQ(result.cases.size(), 1U) << result.broken;
  for (const std::string& problem : result.cases.front().problems) ADD_FAILURE() << problem;
}

TEST_F(Runner, ARefusedPipelinePointsIntoTheCaseFile) {
  const CaseResult result =
      run("  blocks: []\n", {}, "steps:\n  - use: html_parse\n    with:\n      title_lime: true\n");
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_NE(
      result.problems.front().find("one.yaml:4:7: error: unknown option 'title_lime' of stage html_parse"),
      std::string::npos)
      << result.problems.front();
  EXPECT_NE(result.problems.front().find("      title_lime: true\n"), std::string::npos)
      << result.problems.front();
}

TEST_F(Runner, BrokenCaseFilesAreTold) {
  const auto broken = [&](std::string_view text) {
    return run_case_file(*engine_, folder_.write("cases/broken.yaml", text).string()).broken;
  };
  EXPECT_NE(broken("name: x\n").find("expect"), std::string::npos);
  EXPECT_NE(broken("cases: {}\n").find("cases must be a list"), std::string::npos);
  EXPECT_NE(broken("steps: []\ncases:\n  - name: x\n    input: {file: none.html}\n    expect: {}\n")
                .find("cannot read"),
            std::string::npos);
  EXPECT_NE(broken("steps: []\ncases:\n  - name: x\n    input: {text: a, base64: YQ==}\n    expect: {}\n")
                .find("has one of"),
            std::string::npos);
  EXPECT_NE(
      broken("cases:\n  - name: x\n    input: {text: a}\n    expect: {}\n").find("no pipeline and no steps"),
      std::string::npos);
  EXPECT_NE(broken("name: [\n").find("error"), std::string::npos);
}

TEST_F(Runner, FindsCaseFiles) {
  folder_.write("a/cases/x.yaml", "name: x\n");
  folder_.write("a/other.yaml", "name: x\n");
  folder_.write("b/p.test.yaml", "name: x\n");
  folder_.write("b/p.yaml", "minutemill: 1\nsteps: []\ntests: []\n");
  folder_.write("b/q.yaml", "minutemill: 1\nsteps: []\n");
  const std::string base = folder_.path().string();
  EXPECT_EQ(find_case_files(base), (std::vector<std::string>{base + "/a/cases/x.yaml",
                                                             base + "/b/p.test.yaml", base + "/b/p.yaml"}));
  EXPECT_EQ(find_case_files(base + "/b/q.yaml"), std::vector<std::string>{base + "/b/q.yaml"});
}

}  // namespace
}  // namespace minutemill::testing
