// The keys of a pipeline file, and what is told of one that is none of them.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "pipeline/pipeline_file.hpp"

namespace minutemill {

inline constexpr std::array<std::string_view, 10> kTopKeys{
    "minutemill", "name",   "description", "extends", "steps",
    "outputs",    "limits", "isolation",   "sandbox", "tests"};
inline constexpr std::array<std::string_view, 9> kStepKeys{"use",     "id",    "with",   "when",  "unless",
                                                           "include", "after", "before", "remove"};
inline constexpr std::array<std::string_view, 11> kOutputKeys{
    "use", "id", "to", "volume", "with", "when", "unless", "include", "after", "before", "remove"};

// The key of a pipeline or of a step that programs of this kind call `written`; empty when there is none.
[[nodiscard]] std::string_view meant_top_key(std::string_view written) noexcept;
[[nodiscard]] std::string_view meant_step_key(std::string_view written) noexcept;
// The value of `key` in a map, also under a name that means it, so that its own errors are told in the same
// go.
[[nodiscard]] const ConfigNode* find_top_key(const ConfigNode& map, std::string_view key);
[[nodiscard]] const ConfigNode* find_step_key(const ConfigNode& map, std::string_view key);

// What to do about a key that is none.
[[nodiscard]] std::string unknown_top_key_hint(std::string_view key);
[[nodiscard]] std::string unknown_step_key_hint(const StepDeclaration& step, std::string_view key,
                                                const StageInfo* stage);

// A word of a file in a message: never a megabyte.
[[nodiscard]] inline std::string_view brief(std::string_view text) noexcept {
  return text.substr(0, 80);
}

template <class Names>
[[nodiscard]] bool is_one_of(const Names& names, std::string_view name) noexcept {
  for (const std::string_view known : names)
    if (known == name) return true;
  return false;
}

}  // namespace minutemill
