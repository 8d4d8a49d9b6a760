#include "pipeline/pipeline_keys.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "options/bind.hpp"
#include "options/limits.hpp"

namespace minutemill {
namespace {

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
std::string_view meant_by(const Table& table, std::string_view written) noexcept {
  const auto found = std::ranges::find(table, written, &Meant::written);
  return found == table.end() ? std::string_view() : found->key;
}

template <class Table>
const ConfigNode* find_key(const Table& table, const ConfigNode& map, std::string_view key) {
  if (const ConfigNode* found = map.find(key)) return found;
  for (const Meant& meant : table)
    if (meant.key == key)
      if (const ConfigNode* found = map.find(meant.written)) return found;
  return nullptr;
}

}  // namespace

std::string_view meant_top_key(std::string_view written) noexcept {
  return meant_by(kTopMeant, written);
}
std::string_view meant_step_key(std::string_view written) noexcept {
  return meant_by(kStepMeant, written);
}
const ConfigNode* find_top_key(const ConfigNode& map, std::string_view key) {
  return find_key(kTopMeant, map, key);
}
const ConfigNode* find_step_key(const ConfigNode& map, std::string_view key) {
  return find_key(kStepMeant, map, key);
}

std::string unknown_top_key_hint(std::string_view key) {
  if (const auto meant = meant_by(kTopMeant, key); !meant.empty())
    return fmt::format("did you mean '{}'?", meant);
  for (const OptionSpec& spec : kLimitOptions)
    if (spec.name == key) return "move it under `limits`";
  if (is_one_of(kOutputKeys, key))
    return "that is a key of a step: move it into the list under `steps` or `outputs`";
  if (const auto near = nearest_name(key, {kTopKeys.begin(), kTopKeys.end()}); !near.empty())
    return fmt::format("did you mean '{}'?", near);
  return fmt::format("known keys: {}", fmt::join(kTopKeys, ", "));
}

std::string unknown_step_key_hint(const StepDeclaration& step, std::string_view key, const StageInfo* stage) {
  if (stage != nullptr && find_option(*stage, key) != nullptr)
    return "it is an option of the stage: move it under `with`";
  if (const auto meant = meant_by(kStepMeant, key); !meant.empty() && step.node->find(meant) == nullptr)
    return fmt::format("did you mean '{}'?", meant);
  if (key == "to") return "a step writes no file: move it to a step under `outputs`";
  if (is_one_of(kTopKeys, key)) return "it is a key of the pipeline: move it to the left edge";
  std::vector<std::string_view> keys(kStepKeys.begin(), kStepKeys.end());
  if (step.is_output) keys.assign(kOutputKeys.begin(), kOutputKeys.end());
  if (const auto near = nearest_name(key, keys); !near.empty())
    return fmt::format("did you mean '{}'?", near);
  if (stage != nullptr)
    if (const auto near = nearest_name(key, option_names(*stage)); !near.empty())
      return fmt::format("did you mean the option '{}'? Options stand under `with`", near);
  return fmt::format("known keys: {}", fmt::join(keys, ", "));
}

}  // namespace minutemill
