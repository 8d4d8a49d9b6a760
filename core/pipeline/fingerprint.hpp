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

}  // namespace minutemill
