// A plugin file tried in a child process, so that one that crashes, hangs or exits while it is loaded can be
// told of.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill {

struct Probe {
  bool good = false;
  std::string reason;  // why not, a sentence; empty when good
  std::string name;
  std::string version;
  struct Stage {
    std::string name;
    std::string summary;
    std::string takes;
    std::string gives;
  };
  std::vector<Stage> stages;
  std::vector<std::string> findings;  // works, but an author would want to know
};

// Forks: not for processes with threads.
[[nodiscard]] MINUTEMILL_API Probe probe_plugin(const std::string& file, std::chrono::milliseconds patience);

// What is odd about a stage's tables: names that are no snake_case, no help, the same name or number twice, a
// default outside of its own range.
[[nodiscard]] MINUTEMILL_API std::vector<std::string> lint_stage(const StageInfo& stage);

}  // namespace minutemill
