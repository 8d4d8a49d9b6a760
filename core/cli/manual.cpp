#include "cli/manual.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minutemill::cli {
namespace {

struct ExitLine {
  int status;
  std::string_view what;
};
constexpr std::array<ExitLine, 5> kExits{{{0, "all good"},
                                          {1, "some documents failed"},
                                          {2, "wrong use, or something is wrong with a pipeline"},
                                          {3, "a plugin is missing or cannot be used"},
                                          {4, "the run had to stop"}}};

// Text that means itself to roff.
std::string roff(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out.push_back(c);
  }
  return out;
}

void add_option(std::string& page, const CommandOption& option) {
  std::string names;
  for (const std::string& name : option.names)
    names += fmt::format("{}\\fB{}\\fR", names.empty() ? "" : ", ", roff(name));
  if (option.is_positional)
    names = fmt::format("\\fI{}\\fR", roff(option.value));
  else if (!option.value.empty())
    names += fmt::format(" \\fI{}\\fR", roff(option.value));
  page += fmt::format(".TP\n{}\n{}.", names, roff(option.help));
  if (!option.choices.empty()) page += roff(fmt::format(" One of: {}.", fmt::join(option.choices, ", ")));
  const bool told = option.help.find("repeated") != std::string::npos;
  if (option.repeats && !option.is_positional && !told) page += " May be repeated.";
  if (option.is_required && !option.is_positional) page += " Required.";
  page += "\n";
}

void add_options(std::string& page, const Command& command) {
  for (const bool positional : {true, false})
    for (const CommandOption& option : command.options)
      if (option.is_positional == positional) add_option(page, option);
}

void add_synopsis(std::string& page, const std::string& words, const Command& command) {
  page += fmt::format(".B {}\n", roff(words));
  if (std::ranges::any_of(command.options, [](const auto& option) { return !option.is_positional; }))
    page += "[\\fIOPTIONS\\fR]\n";
  for (const CommandOption& option : command.options)
    if (option.is_positional)
      page += fmt::format("{}\\fI{}\\fR{}{}\n", option.is_required ? "" : "[", roff(option.value),
                          option.repeats ? " ..." : "", option.is_required ? "" : "]");
}

std::string head(std::string_view name, std::string_view summary, std::string_view version) {
  return fmt::format(".TH {} 1 \"\" \"minutemill {}\" \"User Commands\"\n.SH NAME\n{} \\- {}\n", roff(name),
                     version, roff(name), roff(summary));
}

std::string tail() {
  std::string out = ".SH EXIT STATUS\n";
  for (const ExitLine& line : kExits) out += fmt::format(".TP\n{}\n{}\n", line.status, roff(line.what));
  return out;
}

std::string program_page(const Command& program, std::string_view version) {
  std::string page = head(program.name, program.summary, version);
  page += ".SH SYNOPSIS\n";
  page += fmt::format(".B {}\n\\fIVERB\\fR [\\fIOPTIONS\\fR] ...\n.SH VERBS\n", program.name);
  for (const Command& verb : program.commands)
    page += fmt::format(".TP\n\\fB{}\\fR\n{}; see \\fB{}\\-{}\\fR(1)\n", roff(verb.name), roff(verb.summary),
                        program.name, roff(verb.name));
  page += ".SH OPTIONS\n";
  add_options(page, program);
  page +=
      ".SH ENVIRONMENT\n"
      ".TP\n\\fBMINUTEMILL_PLUGIN_PATH\\fR\nFolders searched for plugins, with ':' between them.\n"
      ".TP\n\\fBXDG_DATA_HOME\\fR\nPlugins of one user lie below it, in minutemill.\n"
      ".TP\n\\fBNO_COLOR\\fR\nNo colour, whatever the value.\n";
  return page + tail();
}

std::string verb_page(const Command& program, const Command& verb, std::string_view version) {
  const std::string words = fmt::format("{} {}", program.name, verb.name);
  std::string page = head(fmt::format("{}-{}", program.name, verb.name), verb.summary, version);
  page += ".SH SYNOPSIS\n";
  if (verb.commands.empty()) add_synopsis(page, words, verb);
  for (std::size_t i = 0; i < verb.commands.size(); ++i) {
    if (i > 0) page += ".br\n";
    add_synopsis(page, fmt::format("{} {}", words, verb.commands[i].name), verb.commands[i]);
  }
  page += ".SH OPTIONS\n";
  add_options(page, verb);
  for (const Command& command : verb.commands) {
    page += fmt::format(".SS {}\n{}.\n", roff(command.name), roff(command.summary));
    add_options(page, command);
  }
  page += tail();
  return page + fmt::format(".SH SEE ALSO\n.BR {} (1)\n", program.name);
}

}  // namespace

std::string manual_page(const Command& program, std::string_view verb, std::string_view version) {
  if (verb.empty()) return program_page(program, version);
  for (const Command& command : program.commands)
    if (command.name == verb) return verb_page(program, command, version);
  return {};
}

}  // namespace minutemill::cli
