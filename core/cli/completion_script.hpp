// Completions of shells.
#pragma once

#include <string>

#include "cli/command_tree.hpp"

namespace minutemill::cli {

// Scripts that complete verbs, options, their values, files, and by asking the program the names of installed
// pipelines and stages.
[[nodiscard]] std::string bash_completion(const Command& program);
[[nodiscard]] std::string zsh_completion(const Command& program);

// What a value is, by its name in the help.
enum class ValueKind { words, pipeline, stage, folder, file, other };
[[nodiscard]] ValueKind kind_of(const CommandOption& option) noexcept;

}  // namespace minutemill::cli
