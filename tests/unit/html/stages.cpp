#include "stages.hpp"

#include <algorithm>
#include <stdexcept>

namespace minutemill::test {
namespace {

EngineSettings settings() {
  EngineSettings out;
  out.plugin_folders = {MINUTEMILL_BUILD_PLUGIN_DIR};
  out.config_folders = {MINUTEMILL_SOURCE_DIR "/configs"};
  out.use_environment = false;
  return out;
}

}  // namespace

Stages::Stages(std::string_view steps) : engine_(settings()) {
  std::string yaml = "minutemill: 1\nname: stages\nsteps:\n";
  for (std::size_t at = 0; at < steps.size();) {
    const std::size_t end = std::min(steps.find('\n', at), steps.size());
    last_ = steps.substr(at, end - at);
    yaml.append("  - use: ").append(last_).append("\n");
    at = end + 1;
  }
  Diagnostics diagnostics;
  pipeline_ = Pipeline::parse(engine_, MINUTEMILL_SOURCE_DIR "/configs/stages.yaml", yaml, {}, diagnostics);
  if (!pipeline_) throw std::runtime_error(diagnostics.format());
}

Conversion Stages::run(std::string_view bytes, std::string_view name, const See& see) {
  Input input;
  input.bytes = bytes;
  input.name = name;
  input.media_type = "text/html";
  return pipeline_->inspect(
      input, "", [&](const Pipeline::StepInfo& step, const Markup* markup, const Document* document) {
        if (step.id == last_) see(markup, document);
      });
}

}  // namespace minutemill::test
