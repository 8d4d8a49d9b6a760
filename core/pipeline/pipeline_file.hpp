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
  const ConfigNode* with = nullptr;    // null when it has none
  const ConfigNode* to = nullptr;      // outputs; null when it has none
  const ConfigNode* volume = nullptr;  // outputs; null when it has none
  const ConfigNode* when = nullptr;    // null when it has none
  const ConfigNode* unless = nullptr;  // null when it has none
  std::string id;
  bool is_output = false;
  const ConfigNode* include = nullptr;  // the entry stands for the steps of another file

  // A step of a pipeline that extends another.
  const ConfigNode* place = nullptr;  // id of the step that it stands after, or before
  bool is_before = false;
  bool is_removed = false;
  // A step of the extended pipeline that the other one changes.
  const ConfigNode* changes = nullptr;    // the map that does
  const ConfigNode* with_over = nullptr;  // options laid over `with`
};

struct PipelineDeclaration {
  std::string name;
  std::string description;
  std::vector<StepDeclaration> steps;     // in order, the outputs behind the others
  std::vector<const ConfigNode*> limits;  // a later one counts more
  const ConfigNode* isolation = nullptr;
  const ConfigNode* sandbox = nullptr;
  const ConfigNode* extends = nullptr;  // the pipeline that this one changes
  const ConfigNode* node = nullptr;     // where to complain of the whole
};

inline constexpr std::size_t kMaxSteps = 256;

// What a file holds; what it extends and includes is named, not read (composition.hpp). A part, which others
// include, may have no steps.
[[nodiscard]] PipelineDeclaration read_pipeline_file(const ConfigNode& root, bool part,
                                                     Diagnostics& diagnostics);
// Keys that a step does not have; `stage` is null when it is not known, else its options help the hint.
void check_step_keys(const StepDeclaration& step, const StageInfo* stage, Diagnostics& diagnostics);
// Every id once.
void check_ids(const PipelineDeclaration& pipeline, Diagnostics& diagnostics);

// For read_pipeline_file: appends the entries of a list, which may be null.
void read_steps(const ConfigNode* steps, bool are_outputs, PipelineDeclaration& pipeline,
                Diagnostics& diagnostics);

// A name of a step or stage: letters, digits, '_' and '-', at most 64.
[[nodiscard]] bool is_name(std::string_view text) noexcept;

}  // namespace minutemill
