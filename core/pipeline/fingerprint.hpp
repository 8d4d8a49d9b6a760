// One hash over all that decides what a pipeline makes of an input.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/config_files.hpp"
#include "registry/registry.hpp"
#include <minutemill/engine.hpp>

namespace minutemill {

struct FingerprintParts {
  std::string_view text;  // of the pipeline
  const std::vector<Override>* overrides = nullptr;
  const ConfigFiles* files = nullptr;
  const std::vector<Registry::Origin>* plugins = nullptr;  // one for each step
};
[[nodiscard]] std::string make_fingerprint(const FingerprintParts& parts);

struct StepFingerprintParts {
  const StageInfo* stage = nullptr;
  Registry::Origin plugin;
  const OptionValues* values = nullptr;              // what was given; the others have their defaults
  const std::vector<std::string>* loaded = nullptr;  // config files that it asked for
  const ConfigFiles* files = nullptr;
};
// What one step does, whatever the others are and however it is written down.
[[nodiscard]] std::string make_step_fingerprint(const StepFingerprintParts& parts);
// What decides the bytes of an output: the program, the limits, the steps before the outputs, and its own.
[[nodiscard]] std::string make_output_fingerprint(const Limits& limits, const std::vector<std::string>& steps,
                                                  const std::string& output);

}  // namespace minutemill
