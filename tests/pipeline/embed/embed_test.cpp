#include <filesystem>

#include <gtest/gtest.h>

#include "support/process.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path kReport = fs::path(MINUTEMILL_SOURCE_DIR) / "examples/reports/lanchuan-executive.html";

TEST(Embed, ConvertsBytesWithoutWritingFiles) {
  const test_support::TemporaryFolder folder;
  test_support::ProcessSettings settings;
  settings.folder = folder.path();
  settings.input = test_support::read_file(kReport);
  const auto done = test_support::run_process({EMBED_PROGRAM, "gov-minutes"}, settings);
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_NE(done.out.find("\"metadata\""), std::string::npos);
  EXPECT_NE(done.err.find("report.docx: "), std::string::npos) << done.err;
  EXPECT_NE(done.err.find("report.epub: "), std::string::npos) << done.err;
  EXPECT_TRUE(test_support::files_below(folder.path()).empty());
}

TEST(Embed, TellsWhatIsWrong) {
  EXPECT_EQ(test_support::run_process({EMBED_PROGRAM, "no-such-pipeline"}).status, 2);
  EXPECT_EQ(test_support::run_process({EMBED_PROGRAM}).status, 1) << "an empty input";
}

}  // namespace
