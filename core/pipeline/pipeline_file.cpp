#include "pipeline/pipeline_file.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "options/bind.hpp"
#include "options/limits.hpp"

namespace minutemill {
namespace {

constexpr std::array<std::string_view, 8> kTopKeys{"minutemill", "name",   "description", "steps",
                                                   "outputs",    "limits", "isolation",   "tests"};
constexpr std::array<std::string_view, 3> kStepKeys{"use", "id", "with"};
constexpr std::array<std::string_view, 4> kOutputKeys{"use", "id", "to", "with"};

// What other programs of this kind call our keys.
struct Meant {
  std::string_view written, key;
};
constexpr std::array<Meant, 11> kTopMeant{{{"stages", "steps"},
                                           {"pipeline", "steps"},
                                           {"tasks", "steps"},
                                           {"output", "outputs"},
                                           {"exports", "outputs"},
                                           {"version", "minutemill"},
                                           {"title", "name"},
                                           {"summary", "description"},
                                           {"limit", "limits"},
                                           {"test", "tests"},
                                           {"cases", "tests"}}};
constexpr std::array<Meant, 9> kStepMeant{{{"plugin", "use"},
                                           {"stage", "use"},
                                           {"type", "use"},
                                           {"uses", "use"},
                                           {"options", "with"},
                                           {"config", "with"},
                                           {"params", "with"},
                                           {"name", "id"},
                                           {"path", "to"}}};

template <class Table>
std::string_view meant_by(const Table& table, std::string_view written) {
  const auto found = std::ranges::find(table, written, &Meant::written);
  return found == table.end() ? std::string_view() : found->key;
}

template <class Names>
bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

void complain(const ConfigNode& at, std::string message, std::string hint, Diagnostics& diagnostics) {
  diagnostics.add(at.document().at(at, std::move(message), std::move(hint)));
}

// A word of a file in a message: never a megabyte.
std::string_view brief(std::string_view text) {
  return text.substr(0, 80);
}

class FileReader {
 public:
  FileReader(const ConfigNode& root, Diagnostics& diagnostics) : root_(root), diagnostics_(diagnostics) {}

  PipelineDeclaration read() {
    pipeline_.node = &root_;
    if (!root_.is_map()) {
      const bool empty = root_.is_null();
      complain(root_, empty ? "the file is empty" : "a pipeline must be a map of 'key: value'",
               "begin with 'minutemill: 1' and 'steps:', the list of its stages; `minutemill new pipeline` "
               "writes one",
               diagnostics_);
      return pipeline_;
    }
    check_keys();
    check_version();
    pipeline_.name = text("name");
    pipeline_.description = text("description");
    pipeline_.limits = root_.find("limits");
    pipeline_.isolation = root_.find("isolation");
    read_lists();
    return std::move(pipeline_);
  }

 private:
  void check_keys() {
    std::size_t unknown = 0;
    for (const auto& [key, value] : root_.entries()) {
      if (contains(kTopKeys, key->scalar())) continue;
      if (++unknown > 20) {
        complain(*key, "more unknown keys follow", {}, diagnostics_);
        return;
      }
      complain(*key, fmt::format("unknown key '{}' of a pipeline", brief(key->scalar())),
               unknown_hint(key->scalar()), diagnostics_);
    }
  }

  static std::string unknown_hint(std::string_view key) {
    if (const auto meant = meant_by(kTopMeant, key); !meant.empty())
      return fmt::format("did you mean '{}'?", meant);
    for (const OptionSpec& spec : kLimitOptions)
      if (spec.name == key) return "move it under `limits`";
    if (contains(kOutputKeys, key))
      return "that is a key of a step: move it into the list under `steps` or `outputs`";
    if (const auto near = nearest_name(key, {kTopKeys.begin(), kTopKeys.end()}); !near.empty())
      return fmt::format("did you mean '{}'?", near);
    return fmt::format("known keys: {}", fmt::join(kTopKeys, ", "));
  }

  void check_version() {
    const ConfigNode* version = root_.find("minutemill");
    if (version == nullptr) {
      complain(root_, "a pipeline without 'minutemill: 1'",
               "write it as the first line: the version of the format", diagnostics_);
    } else if (version->as_integer() != 1) {
      complain(*version, "this program reads version 1 of the format", "write 'minutemill: 1'", diagnostics_);
    }
  }

  std::string text(std::string_view key) {
    const ConfigNode* node = root_.find(key);
    if (node == nullptr) return {};
    if (node->is_scalar()) return std::string(node->scalar());
    complain(*node, fmt::format("'{}' of a pipeline must be a text", key), {}, diagnostics_);
    return {};
  }

  // A list under a wrong name is read as well, so that its own errors are told in the same go.
  const ConfigNode* list(std::string_view key) {
    if (const ConfigNode* found = root_.find(key)) return found;
    for (const Meant& meant : kTopMeant)
      if (meant.key == key)
        if (const ConfigNode* found = root_.find(meant.written)) return found;
    return nullptr;
  }

  void read_lists() {
    const ConfigNode* steps = list("steps");
    if (steps == nullptr)
      complain(root_, "a pipeline without 'steps'",
               "list its stages: 'steps:', then '  - use: html_parse' and so on", diagnostics_);
    else if (steps->is_null() || (steps->is_list() && steps->items().empty()))
      complain(*steps, "'steps' is empty", "list the stages: '  - use: html_parse' and so on", diagnostics_);
    read_steps(steps, false, pipeline_, diagnostics_);
    read_steps(list("outputs"), true, pipeline_, diagnostics_);
  }

  const ConfigNode& root_;
  Diagnostics& diagnostics_;
  PipelineDeclaration pipeline_;
};

class StepReader {
 public:
  StepReader(const ConfigNode& node, bool is_output, Diagnostics& diagnostics)
      : node_(node), diagnostics_(diagnostics) {
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
    read_use();
    step_.with = find("with");
    if (step_.is_output) step_.to = node_.find("to");
    read_id();
    return step_;
  }

 private:
  [[nodiscard]] std::string_view what() const { return step_.is_output ? "an output" : "a step"; }

  const ConfigNode* find(std::string_view key) const {
    if (const ConfigNode* found = node_.find(key)) return found;
    for (const Meant& meant : kStepMeant)
      if (meant.key == key)
        if (const ConfigNode* found = node_.find(meant.written)) return found;
    return nullptr;
  }

  void read_use() {
    const ConfigNode* use = find("use");
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
    const ConfigNode* id = find("id");
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

  const ConfigNode& node_;
  Diagnostics& diagnostics_;
  StepDeclaration step_;
};

}  // namespace

bool is_name(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

PipelineDeclaration read_pipeline_file(const ConfigNode& root, Diagnostics& diagnostics) {
  PipelineDeclaration pipeline = FileReader(root, diagnostics).read();
  check_ids(pipeline, diagnostics);
  return pipeline;
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
    pipeline.steps.push_back(StepReader(*item, are_outputs, diagnostics).read());
}

namespace {

std::string unknown_step_key_hint(const StepDeclaration& step, std::string_view key, const StageInfo* stage) {
  if (stage != nullptr && find_option(*stage, key) != nullptr)
    return "it is an option of the stage: move it under `with`";
  if (const auto meant = meant_by(kStepMeant, key); !meant.empty() && step.node->find(meant) == nullptr)
    return fmt::format("did you mean '{}'?", meant);
  if (key == "to") return "a step writes no file: move it to a step under `outputs`";
  if (contains(kTopKeys, key)) return "it is a key of the pipeline: move it to the left edge";
  std::vector<std::string_view> keys(kStepKeys.begin(), kStepKeys.end());
  if (step.is_output) keys.assign(kOutputKeys.begin(), kOutputKeys.end());
  if (const auto near = nearest_name(key, keys); !near.empty())
    return fmt::format("did you mean '{}'?", near);
  if (stage != nullptr)
    if (const auto near = nearest_name(key, option_names(*stage)); !near.empty())
      return fmt::format("did you mean the option '{}'? Options stand under `with`", near);
  return fmt::format("known keys: {}", fmt::join(keys, ", "));
}

}  // namespace

void check_step_keys(const StepDeclaration& step, const StageInfo* stage, Diagnostics& diagnostics) {
  std::size_t unknown = 0;
  for (const auto& [key, value] : step.node->entries()) {
    const std::string_view name = key->scalar();
    if (step.is_output ? contains(kOutputKeys, name) : contains(kStepKeys, name)) continue;
    if (++unknown > 20) return;
    complain(*key,
             fmt::format("unknown key '{}' of {}", brief(name), step.is_output ? "an output" : "a step"),
             unknown_step_key_hint(step, name, stage), diagnostics);
  }
}

void check_ids(const PipelineDeclaration& pipeline, Diagnostics& diagnostics) {
  std::unordered_map<std::string_view, const ConfigNode*> seen;
  for (const StepDeclaration& step : pipeline.steps) {
    if (step.id.empty()) continue;
    const ConfigNode* id = step.node->find("id");
    const ConfigNode& at = id != nullptr ? *id : step.use != nullptr ? *step.use : *step.node;
    const auto [first, is_new] = seen.emplace(step.id, &at);
    if (!is_new)
      complain(at,
               fmt::format("a second step with the id '{}'; the first is on line {}", step.id,
                           first->second->mark().line),
               "give one of the two an `id` of its own", diagnostics);
  }
}

}  // namespace minutemill
