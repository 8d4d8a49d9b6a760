// What a user sees of a plugin that goes wrong: one line, which stands in docs/plugin-abi.md; and the other
// documents come through.
#include <algorithm>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/process.hpp"

namespace {

using test_support::Process;

constexpr int kGood = 20;

std::string snapshot(const std::string& text) {
  return R"({"snapshot": 1, "metadata": {}, "body": [{"kind": "paragraph", "children": [")" + text +
         R"("]}], "furniture": []})";
}

bool documented(const std::string& line) {
  return test_support::read_file(MINUTEMILL_SOURCE_DIR "/docs/plugin-abi.md").find("`" + line + "`") !=
         std::string::npos;
}

class PluginFaults : public testing::Test {
 protected:
  // Twenty good documents, and bad.json among them when `bad` is set.
  Process run(const std::string& stage, const std::string& limits, bool bad, int good = kGood) {
    for (int i = 0; i < good; ++i)
      folder_.write("in/good" + std::to_string(i) + ".json", snapshot("all is well"));
    if (bad) folder_.write("in/bad.json", snapshot("a fault"));
    folder_.write("p.yaml", "minutemill: 1\nsteps: [{use: snapshot_read}, {use: " + stage +
                                "}]\noutputs: [{use: export_text}]\nlimits: " + limits + "\n");
    test_support::ProcessSettings settings;
    settings.folder = folder_.path();
    return test_support::run_process(
        {MINUTEMILL_PROGRAM, "run", "--plugin-dir", MINUTEMILL_TEST_PLUGINS "/sound", "--plugin-dir",
         MINUTEMILL_TEST_PLUGINS "/refused", "--jobs", "2", "--include", "*.json", "p.yaml", "in", "--out",
         "out"},
        settings);
  }
  [[nodiscard]] int outputs() const {
    return std::filesystem::exists(folder_.path() / "out")
               ? static_cast<int>(test_support::files_below(folder_.path() / "out").size())
               : 0;
  }
  test_support::TemporaryFolder folder_;
};

struct Fault {
  const char* stage;
  const char* line;
  const char* limits = "{time: 700ms, memory: 300MiB}";
};
void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.stage;
}
class InOneDocument : public PluginFaults, public testing::WithParamInterface<Fault> {};

TEST_P(InOneDocument, CostsThatDocumentAndSaysWhy) {
  const Process done = run(GetParam().stage, GetParam().limits, true);
  EXPECT_EQ(done.status, 1) << done.err;
  EXPECT_NE(done.err.find(std::string(GetParam().line) + "\n"), std::string::npos) << done.err;
  EXPECT_TRUE(documented(GetParam().line)) << GetParam().line;
  EXPECT_EQ(outputs(), kGood);
}

INSTANTIATE_TEST_SUITE_P(
    Plugins, InOneDocument,
    testing::Values(
        Fault{"test_throws", "in/bad.json: plugin: the plugin's own words (step test_throws)"},
        Fault{"test_throws_number",
              "in/bad.json: plugin: threw something that is no std::exception (step test_throws_number)"},
        Fault{"test_segfaults",
              "in/bad.json: plugin: its worker died of SIGSEGV (Segmentation fault) (step test_segfaults)"},
        Fault{"test_aborts", "in/bad.json: plugin: its worker died of SIGABRT (Aborted) (step test_aborts)"},
        Fault{"test_loops",
              "in/bad.json: resource: took longer than the limit of 700 ms, without a sign of life, and was "
              "stopped; raise it with "
              "--set "
              "limits.time=30s (step test_loops)"},
        Fault{"test_waits",
              "in/bad.json: resource: took longer than limits.time (700ms) (step test_waits)"}));

#if !defined(__SANITIZE_ADDRESS__)  // under which memory is not limited
INSTANTIATE_TEST_SUITE_P(PluginsThatTakeMemory, InOneDocument,
                         testing::Values(Fault{"test_allocates",
                                               "in/bad.json: resource: out of memory (step test_allocates)",
                                               "{time: 30s, memory: 300MiB}"}));
#endif

// A worker that has grown is replaced between two documents, before it meets the limit.
TEST_F(PluginFaults, ALeakCostsNothing) {
  constexpr int kMany = 400;  // MiB
  const Process done = run("test_leaks", "{memory: 1GiB}", false, kMany);
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(outputs(), kMany);
}

TEST_F(PluginFaults, AnotherAbiIsToldBeforeTheRun) {
  const Process done = run("test_variant", "{}", false);
  EXPECT_EQ(done.status, 3) << done.err;
  EXPECT_NE(done.err.find("other_abi.so: built for plugin ABI 2, this program has ABI 1"), std::string::npos)
      << done.err;
  EXPECT_NE(done.err.find("bad_tag.so: built with other compiler settings (mm1;itanium;cxx11=0)"),
            std::string::npos);
  EXPECT_EQ(outputs(), 0);
}

// `plugins check` says it in a sentence.
TEST_F(PluginFaults, CheckSaysWhyAFileIsRefused) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"refused/other_abi.so", "refused: built for plugin ABI 2, this program has ABI 1"},
      {"refused/no_section.so", "refused: no minutemill plugin: it has no section mm_abi1"},
      {"refused/bad_tag.so", "refused: built with other compiler settings (mm1;itanium;cxx11=0)"},
      {"refused/missing_function.so", "refused: cannot be loaded: undefined symbol: "},
      {"deadly/exit_at_load.so", "refused: it ends the process while it is loaded (exit status 3)"},
      {"deadly/crash_at_load.so", "refused: it crashes while it is loaded: Segmentation fault (signal 11)"},
      {"none.so", "refused: there is no such file"},
  };
  for (const auto& [file, words] : cases) {
    const Process done = test_support::run_process(
        {MINUTEMILL_PROGRAM, "plugins", "check", MINUTEMILL_TEST_PLUGINS "/" + file});
    EXPECT_EQ(done.status, 3) << file;
    EXPECT_NE(done.out.find(words), std::string::npos) << file << ": " << done.out;
    EXPECT_EQ(std::count(done.out.begin(), done.out.end(), '\n'), 1) << done.out;
    EXPECT_NE(test_support::read_file(MINUTEMILL_SOURCE_DIR "/docs/plugin-abi.md").find(words.substr(9)),
              std::string::npos)
        << "not documented: " << words;
  }
}

}  // namespace
