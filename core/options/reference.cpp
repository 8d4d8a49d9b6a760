#include "options/reference.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "options/bind.hpp"

namespace minutemill {
namespace {

constexpr std::string_view kGenerated =
    "<!-- Made by `minutemill plugins describe --markdown DIR` from the stage's own tables. Do not edit. "
    "-->\n";

std::string default_of(const OptionSpec& spec, const OptionValues& defaults) {
  if (spec.is_required) return {};
  for (const auto& [name, value] : defaults) {
    if (name != spec.name) continue;
    const auto* config = std::get_if<ConfigFile>(&value);
    return config != nullptr && config->path.empty() ? std::string() : format_option(value);
  }
  return {};
}

OptionValues defaults_of(const StageInfo& stage) {
  OptionValues defaults;
  stage.read_defaults(defaults);
  return defaults;
}

std::string ports(const StageInfo& stage) {
  if (stage.gives != Port::artifact)
    return fmt::format("{} -> {}", to_string(stage.takes), to_string(stage.gives));
  return fmt::format("{} -> {} file", to_string(stage.takes),
                     stage.extension == nullptr ? "a" : stage.extension);
}

// Markdown tables have no lines within a cell, and '|' ends one.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|')
      out += "\\|";
    else
      out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string option_section(const OptionSpec& option, const OptionValues& defaults) {
  std::string out = fmt::format("### `{}`\n\n{}\n\n", option.name, option.help);
  out += fmt::format("- value: {}\n", expected_value(option));
  if (option.is_required)
    out += "- required\n";
  else if (const std::string value = default_of(option, defaults); !value.empty())
    out += fmt::format("- default: `{}`\n", value);
  else
    out += "- default: none\n";
  return out + "\n";
}

void add_report_rows(const StageInfo& stage, bool with_stage, std::map<std::uint16_t, std::string>& rows) {
  for (std::size_t i = 0; i < stage.report_count; ++i) {
    const ReportKind& kind = stage.reports[i];
    const std::string who = with_stage ? fmt::format("[{0}](stages/{0}.md) | ", stage.name) : "";
    rows[kind.number] += fmt::format("| MM{:04} | {} | {}{} | {} |\n", kind.number, to_string(kind.severity),
                                     who, cell(kind.name), cell(kind.help));
  }
}

std::string report_table(const std::map<std::uint16_t, std::string>& rows, bool with_stage) {
  std::string out = fmt::format(
      "| number | severity |{} report | what happened, what to do |\n| --- | --- |{} --- | --- |\n",
      with_stage ? " stage |" : "", with_stage ? " --- |" : "");
  for (const auto& [number, row] : rows) out += row;
  return out;
}

}  // namespace

std::string wrap(std::string_view text, std::size_t width, std::string_view indent) {
  std::string out;
  std::size_t column = indent.size();
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (!out.empty() && column + 1 + word.size() > width) {
      (out += '\n') += indent;
      column = indent.size();
    } else if (!out.empty()) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out;
}

std::string example_step(const StageInfo& stage) {
  std::string out = fmt::format("- use: {}\n", stage.name);
  if (stage.option_count == 0) return out;
  const OptionValues defaults = defaults_of(stage);
  std::string lines;
  for (std::size_t i = 0; i < stage.option_count; ++i) {
    const OptionSpec& option = stage.options[i];
    if (option.is_required) {
      const std::string folder = option.folder.empty() ? "" : fmt::format("{}/", option.folder);
      const std::string value = option.type == OptionType::config ? folder + "FILE.yaml" : "...";
      lines += fmt::format("    {}: {}  # required\n", option.name, value);
    } else if (const std::string value = default_of(option, defaults); !value.empty()) {
      lines += fmt::format("    {}: {}\n", option.name, value);
    }
  }
  return lines.empty() ? out : out + "  with:\n" + lines;
}

std::string describe_stage(const StageInfo& stage, std::size_t width) {
  std::string out = fmt::format("{}  ({})\n{}\n", stage.name, ports(stage), wrap(stage.summary, width, ""));
  const OptionValues defaults = defaults_of(stage);
  if (stage.option_count != 0) out += "\noptions:\n";
  for (std::size_t i = 0; i < stage.option_count; ++i) {
    const OptionSpec& option = stage.options[i];
    const std::string value = default_of(option, defaults);
    out += fmt::format("  {}  {}", option.name, expected_value(option));
    if (option.is_required)
      out += "; required";
    else if (!value.empty())
      out += fmt::format("; default {}", value);
    out += fmt::format("\n      {}\n", wrap(option.help, width, "      "));
  }
  if (stage.report_count != 0) out += "\nreports:\n";
  for (std::size_t i = 0; i < stage.report_count; ++i) {
    const ReportKind& kind = stage.reports[i];
    out += fmt::format("  MM{:04} {}  {}\n      {}\n", kind.number, to_string(kind.severity), kind.name,
                       wrap(kind.help, width, "      "));
  }
  return out + "\nin a pipeline:\n" + example_step(stage);
}

std::string stage_page(const StageInfo& stage) {
  std::string out = fmt::format("# {}\n\n{}\n{}\n\nTakes {}, gives {}.\n\n", stage.name, kGenerated,
                                stage.summary, to_string(stage.takes), to_string(stage.gives));
  if (stage.gives == Port::artifact) {
    out +=
        fmt::format("Makes `.{}` files of type `{}`.\n\n", stage.extension == nullptr ? "" : stage.extension,
                    stage.media_type == nullptr ? "" : stage.media_type);
  }
  out += fmt::format("```yaml\n{}```\n\n", example_step(stage));
  out += "## Options\n\n";
  if (stage.option_count == 0) out += "None.\n\n";
  const OptionValues defaults = defaults_of(stage);
  for (std::size_t i = 0; i < stage.option_count; ++i) out += option_section(stage.options[i], defaults);
  out += "## Reports\n\n";
  std::map<std::uint16_t, std::string> rows;
  add_report_rows(stage, false, rows);
  out += rows.empty() ? "None.\n" : report_table(rows, false);
  return out;
}

std::string stage_index(std::vector<const StageInfo*> stages) {
  sort_by_ports(stages);
  std::string out = fmt::format("# Stages\n\n{}\n", kGenerated);
  out += "In the order that a document meets them. Each page has the stage's options and reports.\n\n";
  out += "| stage | takes | gives | what it is for |\n| --- | --- | --- | --- |\n";
  for (const StageInfo* stage : stages) {
    out +=
        fmt::format("| [{0}]({0}.md) | {1} | {2} | {3} |\n", stage->name, to_string(stage->takes),
                    stage->gives == Port::artifact && stage->extension != nullptr ? stage->extension
                                                                                  : to_string(stage->gives),
                    cell(stage->summary));
  }
  return out;
}

std::string reports_page(const std::vector<const StageInfo*>& stages) {
  std::map<std::uint16_t, std::string> rows;
  for (const StageInfo* stage : stages) add_report_rows(*stage, true, rows);
  std::string out = fmt::format("# Reports\n\n{}\n", kGenerated);
  out +=
      "What a stage drops, clamps, repairs or cannot do is told by a numbered report. 1xxx are about "
      "reading, 2xxx cleaning,\n"
      "3xxx structure, 4xxx metadata, 5xxx export, 6xxx plugins, 7xxx files, 8xxx limits; plugins of others "
      "use 9xxx.\n\n";
  return out + report_table(rows, true);
}

void sort_by_ports(std::vector<const StageInfo*>& stages) {
  std::ranges::sort(stages, [](const StageInfo* a, const StageInfo* b) {
    return std::tuple(a->takes, a->gives, std::string_view(a->name)) <
           std::tuple(b->takes, b->gives, std::string_view(b->name));
  });
}

}  // namespace minutemill
