// How the workers of a run are closed in: what its pipeline, its inputs and the kernel allow.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <minutemill/engine.hpp>

#include "runtime/sandbox.hpp"

namespace minutemill {

struct SandboxPlan {
  std::optional<SandboxRules> rules;  // nothing: workers run without
  std::vector<std::string> notes;     // what the user should know
  std::string refusal;                // required, and not to be had
};

// `inputs` as the user gave them; `out` is the descriptor of the output folder.
[[nodiscard]] SandboxPlan plan_sandbox(const Pipeline& pipeline, SandboxMode mode,
                                       const std::vector<std::string>& inputs, int out);

}  // namespace minutemill
