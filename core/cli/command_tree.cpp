#include "cli/command_tree.hpp"

#include <algorithm>
#include <string_view>

namespace minutemill::cli {
namespace {

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    std::string_view part = text.substr(begin, end - begin);
    while (part.starts_with(' ')) part.remove_prefix(1);
    out.emplace_back(part);
    begin = end + 1;
  }
  return out;
}

// The words of "TEXT:{a,b}" and "TEXT:value in {a->0,b->1} OR {0,1}", as the parser's checks say them.
std::vector<std::string> choices_of(std::string_view type) {
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}', open);
  if (close == std::string_view::npos) return {};
  std::vector<std::string> out = split(type.substr(open + 1, close - open - 1), ',');
  for (std::string& word : out) word.erase(std::min(word.find("->"), word.size()));
  return out;
}

// What stands for the value: "DIR", or the name of an argument whose type says nothing.
std::string value_of(const CLI::Option& option, std::string_view type) {
  const std::string_view own = type.substr(0, type.find(':'));
  return own == "TEXT" && option.get_positional() ? option.get_name(true) : std::string(own);
}

CommandOption read_option(const CLI::Option& option) {
  CommandOption out;
  out.is_positional = option.get_positional();
  if (out.is_positional) {
    out.names.push_back(option.get_name(true));
  } else {
    for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  }
  const std::string type = option.get_type_name();
  out.choices = choices_of(type);
  if (option.get_items_expected_max() > 0)
    out.value = out.choices.empty() || out.is_positional ? value_of(option, type) : "WORD";
  out.help = option.get_description();
  out.is_required = option.get_required();
  out.repeats = option.get_expected_max() > 1;
  return out;
}

}  // namespace

Command read_command(const CLI::App& app) {
  Command out{app.get_name(), app.get_description(), {}, {}};
  for (const CLI::Option* option : app.get_options([](const CLI::Option*) { return true; }))
    out.options.push_back(read_option(*option));
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
    out.commands.push_back(read_command(*verb));
  return out;
}

}  // namespace minutemill::cli
