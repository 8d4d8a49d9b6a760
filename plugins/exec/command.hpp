// What is to be started: bound when the pipeline is loaded, so that a pipeline that names a program that is
// not there is refused before anything runs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/options.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill::exec {

struct Command {
  std::string guard;                     // file
  std::vector<std::string> words;        // the first is the program's file
  std::vector<std::string> environment;  // NAME=value
  std::string folder;                    // empty: the present one
  std::uint64_t memory = 0;              // bytes; 0: no limit
  std::string name;                      // for messages: "python3 upper.py"
};

struct CommandOptions {
  const TextList& command;
  const TextList& files;
  const TextList& inherit;
  const TextMap& environment;
  std::string_view folder;
};

// Words that begin with ./ or ../ are files beside the pipeline (or in the folder exec/ of the configs); they
// and `files` count for the pipeline's fingerprint. Other programs are looked for in PATH. Throws
// StageFailure with what is missing.
[[nodiscard]] Command bind_command(const CommandOptions& options, Setup& setup);

}  // namespace minutemill::exec
