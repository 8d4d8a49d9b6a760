// Every fenced YAML block of docs/pipeline-format.md is a pipeline that loads.
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <minutemill/engine.hpp>

namespace minutemill {
namespace {

const std::string kPage = MINUTEMILL_SOURCE_DIR "/docs/pipeline-format.md";

// The blocks, each behind as many empty lines as stand before it, so that messages name the lines of the
// page.
std::vector<std::string> yaml_blocks() {
  std::vector<std::string> out;
  std::ifstream in(kPage);
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

TEST(DocsYaml, EveryBlockLoads) {
  const auto blocks = yaml_blocks();
  ASSERT_GE(blocks.size(), 2U);
  Engine engine(EngineSettings{{}, {}, false});
  for (const std::string& block : blocks) {
    Diagnostics diagnostics;
    EXPECT_TRUE(Pipeline::parse(engine, kPage, block, {}, diagnostics)) << diagnostics.format();
  }
}

}  // namespace
}  // namespace minutemill
