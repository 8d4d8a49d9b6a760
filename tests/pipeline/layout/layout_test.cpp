// `check-layout` on documents of ours: what is laid out by a style conforms to it, what is not is told apart.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/process.hpp"

namespace {

namespace fs = std::filesystem;
using test_support::Process;

// Styles that keep the indents of a page are held to pages that have none.
std::vector<std::string> reports_for(const std::string& pipeline) {
  if (pipeline == "w3c-minutes") return {"harrowby-council", "open-forms-wg"};
  return {"songwan-jiyao", "qinghuai-congress", "lanchuan-executive", "songwan-plenary"};
}

// Converts the sample reports by `style`; the DOCX files.
std::vector<std::string> convert(const fs::path& out, const std::string& pipeline, const std::string& style) {
  const std::vector<std::string> reports = reports_for(pipeline);
  std::vector<std::string> command{MINUTEMILL_PROGRAM, "run", pipeline};
  for (const std::string& report : reports)
    command.push_back(std::string(MINUTEMILL_SOURCE_DIR) + "/examples/reports/" + report + ".html");
  command.insert(command.end(), {"--out", out.string(), "--set", "export_docx.style=" + style, "--verify"});
  const Process process = test_support::run_process(command);
  EXPECT_EQ(process.status, 0) << process.out << process.err;
  std::vector<std::string> made;
  for (const fs::path& file : test_support::files_below(out))
    if (file.extension() == ".docx") made.push_back((out / file).string());
  EXPECT_EQ(made.size(), reports.size());
  return made;
}

Process check(const std::vector<std::string>& files, const std::string& style) {
  std::vector<std::string> command{MINUTEMILL_PROGRAM, "check-layout", "--style", style};
  command.insert(command.end(), files.begin(), files.end());
  return test_support::run_process(command);
}

class Layout : public testing::TestWithParam<std::string> {};

TEST_P(Layout, ConformsToTheStyleItWasMadeBy) {
  const std::string pipeline = GetParam().starts_with("plain") ? "w3c-minutes" : "gov-minutes";
  const test_support::TemporaryFolder folder;
  const Process process = check(convert(folder.path() / "made", pipeline, GetParam()), GetParam());
  EXPECT_EQ(process.status, 0) << process.out << process.err;
}
INSTANTIATE_TEST_SUITE_P(Styles, Layout,
                         testing::Values("plain", "plain-letter", "gbt-9704", "gbt-9704-jiyao"));

TEST(LayoutDepartures, AreToldOneByOne) {
  const test_support::TemporaryFolder folder;
  const Process process = check(convert(folder.path() / "made", "gov-minutes", "plain"), "gbt-9704");
  EXPECT_EQ(process.status, 1);
  for (const char* words :
       {"top margin 25 mm, the style has 37 mm", "the style has 29 pt", "size 10.5 pt, the style has 16 pt",
        "the style has 仿宋_GB2312", "odd and even pages", "'center: {page} / {pages}'", "the style has 28"})
    EXPECT_NE(process.out.find(words), std::string::npos) << words << "\n" << process.out;
}

TEST(LayoutDepartures, AnUnknownStyleIsRefused) {
  const Process process = check({"a.docx"}, "no-such-style");
  EXPECT_EQ(process.status, 2);
  EXPECT_NE(process.err.find("no-such-style"), std::string::npos) << process.err;
}

}  // namespace
