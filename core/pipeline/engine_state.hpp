// What an Engine holds.
#pragma once

#include <string>
#include <vector>

#include "registry/registry.hpp"
#include <minutemill/engine.hpp>

namespace minutemill {

struct Engine::State {
  explicit State(const EngineSettings& settings);
  Registry registry;
  std::vector<std::string> config_folders;
};

}  // namespace minutemill
