// What `minutemill new` writes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace minutemill::cli {

struct ScaffoldFile {
  std::string path;  // relative to the folder that is made
  std::string text;
};

// A stage that builds, is tested and runs: source, CMakeLists.txt, cases, a pipeline, a sample, README.md.
[[nodiscard]] std::vector<ScaffoldFile> plugin_scaffold(std::string_view name);
// A pipeline with its tests beside it.
[[nodiscard]] std::vector<ScaffoldFile> pipeline_scaffold(std::string_view name);

}  // namespace minutemill::cli
