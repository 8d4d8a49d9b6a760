// Filters that were written for pandoc, as steps.
#include <string>

#include "fixture.hpp"
#include "support/process.hpp"

namespace exec_test {
namespace {

using namespace minutemill;

bool works(const std::vector<std::string>& command) {
  return test_support::run_process({"sh", "-c", command.front() + " \"$@\" >/dev/null 2>&1", "sh",
                                    command.at(1), command.size() > 2 ? command[2] : ""})
             .status == 0;
}

class PandocFilters : public ExecFixture {
 protected:
  void expect_shouted(const std::string& with) {
    load(with);
    const std::string more =
        R"({"kind":"paragraph","attributes":{"align":"right","role":"date"},"children":["on ",{"kind":"strong","children":["time"]}]})";
    const Conversion done = convert(report_of("a report", more));
    ASSERT_TRUE(done.ok) << done.message;
    EXPECT_EQ(text_of(done), "A REPORT\n\nON TIME\n");
    EXPECT_TRUE(done.reports.empty()) << done.reports.front().message;
  }
};

TEST_F(PandocFilters, ReadStandardInputToItsEnd) {
  expect_shouted("{command: [./shout.py], mode: each, format: pandoc-json}");
}

TEST_F(PandocFilters, LuaThroughPandoc) {
  if (!works({"pandoc", "--version"})) GTEST_SKIP() << "pandoc is not installed";
  expect_shouted("{command: [pandoc, -f, json, -t, json, -L, ./shout.lua], mode: each, format: pandoc-json}");
}

TEST_F(PandocFilters, Panflute) {
  if (!works({"python3", "-c", "import panflute"})) GTEST_SKIP() << "panflute is not installed";
  expect_shouted("{command: [python3, ./shout_panflute.py], mode: each, format: pandoc-json}");
}

TEST_F(PandocFilters, AttributesComeBackThroughTheFilter) {
  load("{command: [./shout.py], mode: each, format: pandoc-json}");
  Input input;
  const std::string snapshot = report_of(
      "a",
      R"({"kind":"section","attributes":{"role":"agenda_item","agenda":2},"children":[{"kind":"heading",)"
      R"("attributes":{"level":2,"generated":1},"children":["b"]}]})");
  input.bytes = snapshot;
  const Node* section = nullptr;
  std::string role;
  std::int64_t agenda = 0, generated = 0;
  (void)pipeline_->inspect(input, {}, [&](const auto& step, const Markup*, const Document* document) {
    if (step.id != "exec") return;
    section = document->body().last_child();
    role = section->get(Attr::role);
    agenda = section->number(Attr::agenda);
    generated = section->first_child()->number(Attr::generated);
  });
  EXPECT_EQ(role, "agenda_item");
  EXPECT_EQ(agenda, 2);
  EXPECT_EQ(generated, 1);
}

TEST_F(PandocFilters, DamagedJsonIsTold) {
  load(
      "{command: [echo, '{\"pandoc-api-version\":[1,22],\"meta\":{},\"blocks\":[{\"t\":\"Para\"}]}'], mode: "
      "each, format: pandoc-json}");
  const Conversion done = say("x");
  EXPECT_EQ(done.failure, FailureCode::plugin);
  EXPECT_NE(done.message.find(
                "echo gave an answer that cannot be read: pandoc JSON: /blocks/0/c: inlines must be a list"),
            std::string::npos)
      << done.message;
}

}  // namespace
}  // namespace exec_test
