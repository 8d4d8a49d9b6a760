// The command line as data, read off the parser: what manual pages and completions are made from.
#pragma once

#include <string>
#include <vector>

#include <CLI/App.hpp>

namespace minutemill::cli {

struct CommandOption {
  std::vector<std::string> names;    // "-o", "--out"; of a positional argument its name alone
  std::string value;                 // "DIR"; empty for a flag
  std::vector<std::string> choices;  // the only values, when there are few
  std::string help;
  bool is_positional = false;
  bool is_required = false;
  bool repeats = false;
};

struct Command {
  std::string name;  // "run"; of the program itself "minutemill"
  std::string summary;
  std::vector<CommandOption> options;  // --help among them
  std::vector<Command> commands;
};

[[nodiscard]] Command read_command(const CLI::App& app);

}  // namespace minutemill::cli
