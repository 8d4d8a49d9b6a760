#include "pipeline/engine_state.hpp"

#include "pipeline/config_files.hpp"

namespace minutemill {

Engine::State::State(const EngineSettings& settings)
    : registry(settings), config_folders(config_search_path(settings.config_folders)) {}

Engine::Engine(EngineSettings settings) : state_(std::make_unique<State>(settings)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

const std::vector<Engine::PluginEntry>& Engine::plugins() {
  return state_->registry.entries();
}
const std::vector<std::string>& Engine::plugin_folders() const noexcept {
  return state_->registry.folders();
}
const std::vector<std::string>& Engine::config_folders() const noexcept {
  return state_->config_folders;
}
const StageInfo* Engine::find_stage(std::string_view name) {
  return state_->registry.find_stage(name);
}

std::string_view version() noexcept {
  return MINUTEMILL_VERSION;
}

}  // namespace minutemill
