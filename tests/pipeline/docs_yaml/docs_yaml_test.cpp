// Every fenced YAML block of the pages that show pipelines is a pipeline that loads.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <minutemill/engine.hpp>

#include "support/process.hpp"

namespace minutemill {
namespace {

// The blocks, each behind as many empty lines as stand before it, so that messages name the lines of the
// page.
std::vector<std::string> yaml_blocks(const std::string& page) {
  std::vector<std::string> out;
  std::ifstream in(page);
  bool inside = false;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line); ++number) {
    if (!inside && line == "```yaml") {
      inside = true;
      out.push_back(std::string(number + 1, '\n'));
    } else if (inside && line == "```") {
      inside = false;
    } else if (inside) {
      out.back() += line + "\n";
    }
  }
  return out;
}

// `folder`: where the files lie that the pipelines name.
void expect_good(const std::string& page, const std::string& folder) {
  const auto blocks = yaml_blocks(MINUTEMILL_SOURCE_DIR "/docs/" + page);
  ASSERT_GE(blocks.size(), 2U) << page;
  Engine engine(EngineSettings{{}, {}, false});
  for (const std::string& block : blocks) {
    Diagnostics diagnostics;
    // A program that a pipeline names need not be on this machine.
    const bool loads = Pipeline::parse(engine, folder + "/" + page, block, {}, diagnostics).has_value();
    EXPECT_TRUE(loads || diagnostics.only_plugin_errors()) << diagnostics.format();
    EXPECT_EQ(diagnostics.format().find("unknown stage"), std::string::npos) << diagnostics.format();
  }
}

TEST(DocsYaml, PipelineFormat) {
  expect_good("pipeline-format.md", MINUTEMILL_SOURCE_DIR "/docs");
}

TEST(DocsYaml, Exec) {
  const test_support::TemporaryFolder folder;
  for (const char* file : {"redact.py", "minutemill_stage.py", "filter.py", "filter.lua"})
    folder.write(file, "");
  expect_good("exec.md", folder.path().string());
}

}  // namespace
}  // namespace minutemill
