// Wrong pipelines, and wrong files that they name (cases/parts): what is told of each, to the letter.
// cases/NAME.yaml is refused with cases/NAME.expected;
// a first line
// "# set: KEY=VALUE" in the file gives it an override. MINUTEMILL_ACCEPT=1 writes what is told now.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <minutemill/engine.hpp>

namespace minutemill {
namespace {

namespace fs = std::filesystem;

const fs::path kCases = fs::path(MINUTEMILL_SOURCE_DIR) / "tests/pipeline/errors/cases";

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kCases))
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  std::ranges::sort(names);
  return names;
}

std::vector<Override> overrides_of(const std::string& text) {
  std::vector<Override> out;
  std::istringstream lines(text);
  constexpr std::string_view kMark = "# set: ";
  for (std::string line; std::getline(lines, line) && line.starts_with(kMark);) {
    const std::size_t equals = line.find('=');
    out.push_back({line.substr(kMark.size(), equals - kMark.size()), line.substr(equals + 1)});
  }
  return out;
}

// Folders of this machine do not belong into an expectation.
std::string without_folders(std::string text, const Engine& engine) {
  const auto replace = [&](const std::string& from, std::string_view to) {
    for (std::size_t at = text.find(from); !from.empty() && at != std::string::npos; at = text.find(from, at))
      text.replace(at, from.size(), to);
  };
  for (const std::string& folder : engine.config_folders()) replace(folder, "CONFIGS");
  for (const std::string& folder : engine.plugin_folders()) replace(folder, "PLUGINS");
  replace(kCases.string(), "CASES");
  return std::regex_replace(text, std::regex("PLUGINS \\([0-9]+ plugin files?\\)"),
                            "PLUGINS");  // more come every week
}

class PipelineErrors : public testing::TestWithParam<std::string> {};

TEST_P(PipelineErrors, AreToldToTheLetter) {
  EngineSettings settings;
  settings.use_environment = false;
  Engine engine(settings);
  const std::string text = read(kCases / (GetParam() + ".yaml"));
  Diagnostics diagnostics;
  const auto pipeline = Pipeline::parse(engine, (kCases / (GetParam() + ".yaml")).string(), text,
                                        overrides_of(text), diagnostics);
  EXPECT_FALSE(pipeline) << "this pipeline is wrong and was loaded";
  const std::string told = without_folders(diagnostics.format(), engine);
  const fs::path golden = kCases / (GetParam() + ".expected");
  if (std::getenv("MINUTEMILL_ACCEPT") != nullptr) std::ofstream(golden, std::ios::binary) << told;
  EXPECT_EQ(told, read(golden));
}

INSTANTIATE_TEST_SUITE_P(Cases, PipelineErrors, testing::ValuesIn(case_names()), [](const auto& one) {
  std::string name = one.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(PipelineErrorCases, AreManyEnough) {
  EXPECT_GE(case_names().size(), 200U);
}

}  // namespace
}  // namespace minutemill
