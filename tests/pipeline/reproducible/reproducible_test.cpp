// The same input, pipeline and program give the same bytes, whatever the number of workers, the time zone and
// the folder.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/process.hpp"

namespace {

namespace fs = std::filesystem;

struct Run {
  std::string jobs;
  std::string time_zone;
};

void convert_samples(const fs::path& out, const Run& run) {
  std::vector<std::string> command{MINUTEMILL_PROGRAM, "run", "gov-minutes"};
  for (const auto& entry : fs::directory_iterator(fs::path(MINUTEMILL_SOURCE_DIR) / "examples/reports"))
    if (entry.path().extension() == ".html" || entry.path().extension() == ".txt")
      command.push_back(entry.path().string());
  ASSERT_GT(command.size(), 8U);
  command.insert(command.end(), {"--out", out.string(), "--jobs", run.jobs});
  test_support::ProcessSettings settings;
  settings.environment = {{"TZ", run.time_zone}};
  const test_support::Process process = test_support::run_process(command, settings);
  ASSERT_EQ(process.status, 0) << process.out << process.err;
}

TEST(Reproducible, TwoRunsGiveTheSameBytes) {
  const test_support::TemporaryFolder folder;
  const fs::path first = folder.path() / "first";
  const fs::path second = folder.path() / "another/second";
  convert_samples(first, {"1", "UTC"});
  convert_samples(second, {"3", "Pacific/Auckland"});
  if (HasFatalFailure()) return;
  const std::vector<fs::path> files = test_support::files_below(first);
  EXPECT_EQ(files, test_support::files_below(second));
  EXPECT_GE(files.size(), 30U);
  for (const fs::path& file : files)
    EXPECT_TRUE(test_support::read_file(first / file) == test_support::read_file(second / file))
        << file << " differs";
}

}  // namespace
