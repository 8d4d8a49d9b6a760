// The shape of a pipeline file: which keys stand where. What the stages make of their options comes later.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <minutemill/config.hpp>
#include <minutemill/engine.hpp>

namespace minutemill {

struct StepDeclaration {
  const ConfigNode* node = nullptr;  // the step's map
  const ConfigNode* use = nullptr;
  const ConfigNode* with = nullptr;  // null when it has none
  const ConfigNode* to = nullptr;    // outputs; null when it has none
  std::string id;
  bool is_output = false;
};

struct PipelineDeclaration {
  std::string name;
  std::string description;
  std::vector<StepDeclaration> steps;  // in order, the outputs behind the others
  const ConfigNode* limits = nullptr;  // null when there are none
  const ConfigNode* isolation = nullptr;
  const ConfigNode* node = nullptr;  // where to complain of the whole
};

inline constexpr std::size_t kMaxSteps = 256;

[[nodiscard]] PipelineDeclaration read_pipeline_file(const ConfigNode& root, Diagnostics& diagnostics);
// The same for lists of steps and outputs that stand in another file, such as a test's; either may be null.
void read_steps(const ConfigNode* steps, bool are_outputs, PipelineDeclaration& pipeline,
                Diagnostics& diagnostics);
// Keys that a step does not have; `stage` is null when it is not known, else its options help the hint.
void check_step_keys(const StepDeclaration& step, const StageInfo* stage, Diagnostics& diagnostics);
// Every id once.
void check_ids(const PipelineDeclaration& pipeline, Diagnostics& diagnostics);

// A name of a step or stage: letters, digits, '_' and '-', at most 64.
[[nodiscard]] bool is_name(std::string_view text) noexcept;

}  // namespace minutemill
