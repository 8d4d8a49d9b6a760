#include "cli/load_pipeline.hpp"

#include <cstdio>

#include "cli/printable.hpp"

namespace minutemill::cli {

bool read_overrides(const std::vector<std::string>& texts, std::string_view prefix, const char* option,
                    std::vector<Override>& overrides) {
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      std::fprintf(stderr, "minutemill: %s %s: expected KEY=VALUE\n", option, printable(text).c_str());
      return false;
    }
    overrides.push_back({std::string(prefix) + text.substr(0, equals), text.substr(equals + 1)});
  }
  return true;
}

std::optional<Pipeline> load_pipeline(Engine& engine, const std::string& name,
                                      const std::vector<Override>& overrides, const Shared& shared,
                                      int& status) {
  Diagnostics diagnostics;
  auto pipeline = Pipeline::load(engine, name, overrides, diagnostics);
  std::fputs(diagnostics.format(shared.colour).c_str(), stderr);
  if (!pipeline) status = diagnostics.only_plugin_errors() ? plugin_trouble : wrong_use;
  return pipeline;
}

}  // namespace minutemill::cli
