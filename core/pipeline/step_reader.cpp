#include <algorithm>

#include <fmt/format.h>

#include "pipeline/complain.hpp"
#include "pipeline/pipeline_file.hpp"
#include "pipeline/pipeline_keys.hpp"

namespace minutemill {
namespace {

class StepReader {
 public:
  StepReader(const ConfigNode& node, bool is_output, bool extends, Diagnostics& diagnostics)
      : node_(node), extends_(extends), diagnostics_(diagnostics) {
    step_.node = &node;
    step_.is_output = is_output;
  }

  // The step, without `use` when it has none that can be taken.
  StepDeclaration read() {
    if (!node_.is_map()) {
      const bool name = node_.is_scalar() && is_name(node_.scalar());
      complain(node_, fmt::format("{} must be a map with the key 'use'", what()),
               name ? fmt::format("write '- use: {}'", node_.scalar()) : "write '- use: STAGE'",
               diagnostics_);
      return step_;
    }
    step_.include = node_.find("include");
    if (step_.include != nullptr) {
      read_include();
      return step_;
    }
    read_use();
    step_.with = find_step_key(node_, "with");
    if (step_.is_output) {
      step_.to = node_.find("to");
      step_.volume = node_.find("volume");
    }
    step_.when = node_.find("when");
    step_.unless = node_.find("unless");
    read_id();
    read_place();
    return step_;
  }

 private:
  [[nodiscard]] std::string_view what() const { return step_.is_output ? "an output" : "a step"; }

  void read_use() {
    const ConfigNode* use = find_step_key(node_, "use");
    if (use == nullptr && extends_ && find_step_key(node_, "id") != nullptr)
      return;  // changes one of the base
    if (use == nullptr) {
      complain(node_, fmt::format("{} without 'use'", what()), "name the stage: 'use: html_parse'",
               diagnostics_);
    } else if (!use->is_scalar()) {
      complain(*use, "'use' must be the name of a stage", "write 'use: html_parse'", diagnostics_);
    } else if (!is_name(use->scalar())) {
      complain(*use, fmt::format("'{}' is no name of a stage", brief(use->scalar())),
               "a stage is named, not its file: plugins are found in the plugin folders (`minutemill plugins "
               "list`)",
               diagnostics_);
    } else {
      step_.use = use;
    }
  }

  void read_id() {
    const ConfigNode* id = find_step_key(node_, "id");
    if (step_.use != nullptr) step_.id = step_.use->scalar();
    if (id == nullptr) return;
    if (id->is_scalar() && is_name(id->scalar()) && id->scalar() != "limits") {
      step_.id = id->scalar();
      return;
    }
    complain(*id, "'id' must be a name of letters, digits, '_' and '-'",
             id->is_scalar() && id->scalar() == "limits"
                 ? "'limits' is taken: --set limits.time=... means the pipeline's limits"
                 : "",
             diagnostics_);
  }

  void read_include() {
    if (!step_.include->is_scalar())
      complain(*step_.include, "'include' must be the name of a pipeline file", "write 'include: steps.yaml'",
               diagnostics_);
    for (const auto& [key, value] : node_.entries())
      if (key->scalar() != "include")
        complain(*key, fmt::format("'{}' beside 'include'", brief(key->scalar())),
                 "an entry that includes a file has no other key", diagnostics_);
  }

  // Where a step of an extending pipeline stands among those of the other.
  void read_place() {
    for (const std::string_view key : {"after", "before", "remove"}) {
      const ConfigNode* node = node_.find(key);
      if (node == nullptr) continue;
      if (!extends_) {
        complain(*node, fmt::format("'{}' in a pipeline that extends no other", key),
                 "the order of the list is the order of the steps", diagnostics_);
      } else if (key == "remove") {
        if (node->as_bool() == true)
          step_.is_removed = true;
        else
          complain(*node, "'remove' must be true", "leave it out to keep the step", diagnostics_);
      } else if (!node->is_scalar() || step_.place != nullptr) {
        complain(*node, "a step has one place: after or before one other step",
                 fmt::format("write '{}: ID'", key), diagnostics_);
      } else {
        step_.place = node;
        step_.is_before = key == "before";
      }
    }
  }

  const ConfigNode& node_;
  bool extends_;
  Diagnostics& diagnostics_;
  StepDeclaration step_;
};

}  // namespace

bool is_name(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

void read_steps(const ConfigNode* steps, bool are_outputs, PipelineDeclaration& pipeline,
                Diagnostics& diagnostics) {
  if (steps == nullptr || steps->is_null()) return;
  const std::string_view key = are_outputs ? "outputs" : "steps";
  if (!steps->is_list()) {
    complain(*steps, fmt::format("'{}' must be a list", key), "begin each entry with '- use: STAGE'",
             diagnostics);
    return;
  }
  if (steps->items().size() > kMaxSteps) {
    complain(*steps, fmt::format("more than {} entries under '{}'", kMaxSteps, key), {}, diagnostics);
    return;
  }
  for (const ConfigNode* item : steps->items())
    pipeline.steps.push_back(StepReader(*item, are_outputs, pipeline.extends != nullptr, diagnostics).read());
}

void check_step_keys(const StepDeclaration& step, const StageInfo* stage, Diagnostics& diagnostics) {
  for (const ConfigNode* node : {step.node, step.changes}) {
    if (node == nullptr || !node->is_map()) continue;
    std::size_t unknown = 0;
    for (const auto& [key, value] : node->entries()) {
      const std::string_view name = key->scalar();
      if (step.is_output ? is_one_of(kOutputKeys, name) : is_one_of(kStepKeys, name)) continue;
      if (++unknown > 20) break;
      complain(*key,
               fmt::format("unknown key '{}' of {}", brief(name), step.is_output ? "an output" : "a step"),
               unknown_step_key_hint(step, name, stage), diagnostics);
    }
  }
}

}  // namespace minutemill
