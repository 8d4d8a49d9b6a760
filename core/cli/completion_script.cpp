#include "cli/completion_script.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minutemill::cli {
namespace {

constexpr std::string_view kPipelines = "$(minutemill completion pipelines 2>/dev/null)";
constexpr std::string_view kStages = "$(minutemill completion stages 2>/dev/null)";

// In single quotes for a shell.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out.push_back(c);
  }
  return out + "'";
}

// ---- bash ----

std::string bash_value(const CommandOption& option) {
  switch (kind_of(option)) {
    case ValueKind::words:
      return fmt::format("COMPREPLY=($(compgen -W {} -- \"$cur\"))",
                         shell_quoted(fmt::format("{}", fmt::join(option.choices, " "))));
    case ValueKind::pipeline:
      return fmt::format(
          "compopt -o filenames; COMPREPLY=($(compgen -W \"{}\" -- \"$cur\") $(compgen -f -- \"$cur\"))",
          kPipelines);
    case ValueKind::stage:
      return fmt::format("COMPREPLY=($(compgen -W \"{}\" -- \"$cur\"))", kStages);
    case ValueKind::folder:
      return "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$cur\"))";
    case ValueKind::file:
      return "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\"))";
    case ValueKind::other:
      return ":";
  }
  return ":";
}

void bash_command(std::string& out, const Command& command, const std::string& label) {
  std::string words;
  std::string values;
  std::string place = "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\"))";
  bool has_place = false;
  for (const CommandOption& option : command.options) {
    if (option.is_positional) {
      if (!has_place) place = bash_value(option);  // the first says what is wanted; files serve for the rest
      has_place = true;
      continue;
    }
    for (const std::string& name : option.names) words += name + " ";
    if (!option.value.empty())
      values += fmt::format("        {}) {}; return ;;\n", fmt::join(option.names, "|"), bash_value(option));
  }
  for (const Command& verb : command.commands) words += verb.name + " ";
  out += fmt::format("    {})\n", shell_quoted(label));
  if (!values.empty()) out += fmt::format("      case $prev in\n{}      esac\n", values);
  const std::string by_words = fmt::format("COMPREPLY=($(compgen -W {} -- \"$cur\"))", shell_quoted(words));
  if (command.commands.empty())
    out += fmt::format("      if [[ $cur == -* ]]; then {}; else {}; fi ;;\n", by_words, place);
  else
    out += fmt::format("      {} ;;\n", by_words);
  for (const Command& verb : command.commands)
    bash_command(out, verb, label.empty() ? verb.name : label + " " + verb.name);
}

// ---- zsh ----

std::string zsh_value(const CommandOption& option) {
  switch (kind_of(option)) {
    case ValueKind::words:
      return fmt::format("({})", fmt::join(option.choices, " "));
    case ValueKind::pipeline:
      return "_minutemill_pipelines";
    case ValueKind::stage:
      return "_minutemill_stages";
    case ValueKind::folder:
      return "_files -/";
    case ValueKind::file:
      return "_files";
    case ValueKind::other:
      return " ";
  }
  return " ";
}

// Text inside the brackets of _arguments.
std::string zsh_help(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

void zsh_command(std::string& out, const Command& command, const std::string& function) {
  for (const Command& verb : command.commands) zsh_command(out, verb, function + "_" + verb.name);
  out += fmt::format("{}() {{\n", function);
  if (!command.commands.empty()) {
    out += "  if (( CURRENT == 2 )); then\n    local -a verbs=(";
    for (const Command& verb : command.commands)
      out += fmt::format("{} ", shell_quoted(fmt::format("{}:{}", verb.name, verb.summary)));
    out +=
        ")\n    _describe verb verbs\n    return\n  fi\n  shift words; (( CURRENT-- ))\n  case $words[1] "
        "in\n";
    for (const Command& verb : command.commands)
      out += fmt::format("    {}) {}_{} ;;\n", verb.name, function, verb.name);
    out += "  esac\n}\n";
    return;
  }
  out += "  _arguments";
  for (const CommandOption& option : command.options) {
    if (option.is_positional) {
      out += " \\\n    " + shell_quoted(fmt::format("{}:{}:{}", option.repeats ? "*" : "", option.value,
                                                    zsh_value(option)));
      continue;
    }
    for (const std::string& name : option.names) {
      const std::string value =
          option.value.empty() ? "" : fmt::format(":{}:{}", option.value, zsh_value(option));
      out += " \\\n    " + shell_quoted(fmt::format("{}{}[{}]{}", option.repeats ? "*" : "", name,
                                                    zsh_help(option.help), value));
    }
  }
  out += "\n}\n";
}

}  // namespace

ValueKind kind_of(const CommandOption& option) noexcept {
  if (!option.choices.empty()) return ValueKind::words;
  if (option.value == "PIPELINE") return ValueKind::pipeline;
  if (option.value == "STAGE") return ValueKind::stage;
  if (option.value == "DIR") return ValueKind::folder;
  const bool file = option.value.starts_with("FILE") || option.value == "INPUT" || option.value == "PATH";
  return file ? ValueKind::file : ValueKind::other;
}

std::string bash_completion(const Command& program) {
  std::string out =
      "# Completion of minutemill for bash; loaded by bash-completion from "
      "share/bash-completion/completions.\n"
      "_minutemill() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} label= word\n"
      "  COMPREPLY=()\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case \"$label $word\" in\n";
  for (const Command& verb : program.commands) {
    out += fmt::format("      ' {0}') label={0} ;;\n", verb.name);
    for (const Command& inner : verb.commands)
      out += fmt::format("      '{0} {1}') label='{0} {1}' ;;\n", verb.name, inner.name);
  }
  out += "    esac\n  done\n  case $label in\n";
  bash_command(out, program, "");
  return out + "  esac\n}\ncomplete -F _minutemill minutemill\n";
}

std::string zsh_completion(const Command& program) {
  std::string out =
      "#compdef minutemill\n"
      "# Completion of minutemill for zsh; found in a folder of $fpath, such as share/zsh/site-functions.\n"
      "_minutemill_pipelines() { compadd -- ${(f)\"$(minutemill completion pipelines 2>/dev/null)\"}; _files "
      "-g '*.y(a|)ml' }\n"
      "_minutemill_stages() { compadd -- ${(f)\"$(minutemill completion stages 2>/dev/null)\"} }\n";
  zsh_command(out, program, "_minutemill");
  return out + "_minutemill \"$@\"\n";
}

}  // namespace minutemill::cli
