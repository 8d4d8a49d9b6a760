// minutemill plugins list | describe STAGE | check FILE.so...
#include "cli/verbs.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <fmt/color.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "options/bind.hpp"
#include "options/reference.hpp"
#include "registry/probe.hpp"
#include "registry/registry.hpp"

namespace minutemill::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::chrono::seconds kPatience{10};

bool is_terminal() {
  return ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
}

std::string bold(std::string_view text) {
  return is_terminal() ? fmt::format(fmt::emphasis::bold, "{}", text) : std::string(text);
}

std::string ports(const StageInfo& stage) {
  const std::string_view gives = stage.gives == Port::artifact && stage.extension != nullptr
                                     ? std::string_view(stage.extension)
                                     : to_string(stage.gives);
  return fmt::format("{} -> {}", to_string(stage.takes), gives);
}

Json to_json(const OptionSpec& option, const OptionValues& defaults) {
  Json out{{"name", option.name},
           {"type", to_string(option.type)},
           {"help", option.help},
           {"value", expected_value(option)}};
  if (option.is_required) out["required"] = true;
  for (const auto& [name, value] : defaults)
    if (name == option.name && !option.is_required) out["default"] = format_option(value);
  return out;
}

Json to_json(const StageInfo& stage) {
  Json out{{"name", stage.name},
           {"summary", stage.summary},
           {"takes", to_string(stage.takes)},
           {"gives", to_string(stage.gives)}};
  if (stage.media_type != nullptr) out["media_type"] = stage.media_type;
  if (stage.extension != nullptr) out["extension"] = stage.extension;
  OptionValues defaults;
  stage.read_defaults(defaults);
  out["options"] = Json::array();
  for (std::size_t i = 0; i < stage.option_count; ++i)
    out["options"].push_back(to_json(stage.options[i], defaults));
  out["reports"] = Json::array();
  for (std::size_t i = 0; i < stage.report_count; ++i) {
    const ReportKind& kind = stage.reports[i];
    out["reports"].push_back({{"number", fmt::format("MM{:04}", kind.number)},
                              {"severity", to_string(kind.severity)},
                              {"name", kind.name},
                              {"help", kind.help}});
  }
  return out;
}

int list_as_json(Registry& registry) {
  Json out{{"folders", registry.folders()}, {"plugins", Json::array()}};
  for (const Registry::Entry& entry : registry.entries()) {
    Json plugin{{"file", entry.file}};
    if (!entry.rejected.empty()) {
      plugin["rejected"] = entry.rejected;
    } else {
      plugin["name"] = entry.name;
      plugin["version"] = entry.version;
      for (const StageInfo* stage : entry.stages) plugin["stages"].push_back(to_json(*stage));
    }
    out["plugins"].push_back(std::move(plugin));
  }
  fmt::print("{}\n", out.dump(1));
  return all_good;
}

void print_table(Registry& registry) {
  auto stages = registry.stages();
  sort_by_ports(stages);
  std::size_t name_width = 5;
  std::size_t ports_width = 0;
  for (const StageInfo* stage : stages) {
    name_width = std::max(name_width, std::string_view(stage->name).size());
    ports_width = std::max(ports_width, ports(*stage).size());
  }
  for (const StageInfo* stage : stages) {
    const std::string pad(name_width - std::string_view(stage->name).size(), ' ');
    fmt::print("{}{}  {:{}}  {}\n", bold(stage->name), pad, ports(*stage), ports_width, stage->summary);
  }
}

void print_oddities(Registry& registry) {
  for (const Registry::Entry& entry : registry.entries()) {
    if (!entry.rejected.empty()) fmt::print("rejected: {}: {}\n", entry.file, entry.rejected);
    for (const StageInfo* stage : entry.stages) {
      const StageInfo* used = registry.find_stage(stage->name);
      if (used == stage) continue;
      fmt::print("not used: stage {} of {}: {} comes first\n", stage->name, entry.file,
                 registry.origin(*used).file);
    }
  }
}

int list_plugins(const Shared& shared, bool json) {
  Registry registry(shared.engine);
  if (json) return list_as_json(registry);
  print_table(registry);
  fmt::print("\nsearched:\n");
  for (const std::string& folder : registry.folders()) {
    std::error_code error;
    fmt::print("  {}{}\n", folder, fs::is_directory(folder, error) ? "" : "  (does not exist)");
  }
  print_oddities(registry);
  if (registry.stages().empty()) {
    fmt::print(stderr, "minutemill: no plugins found; name their folder with --plugin-dir\n");
    return plugin_trouble;
  }
  return all_good;
}

bool write_page(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (out.flush()) return true;
  fmt::print(stderr, "minutemill: cannot write {}\n", file.string());
  return false;
}

int write_pages(Registry& registry, const std::string& folder) {
  const fs::path pages = fs::path(folder) / "stages";
  std::error_code error;
  fs::create_directories(pages, error);
  const auto stages = registry.stages();
  bool good = write_page(fs::path(folder) / "reports.md", reports_page(stages)) &&
              write_page(pages / "README.md", stage_index(stages));
  for (const StageInfo* stage : stages)
    good = good && write_page(pages / fmt::format("{}.md", stage->name), stage_page(*stage));
  if (good) fmt::print("{} pages in {}\n", stages.size() + 2, folder);
  return good ? all_good : run_stopped;
}

struct DescribeRequest {
  std::string stage;
  std::string markdown;  // folder
  bool json = false;
};

int describe(const Shared& shared, const DescribeRequest& request) {
  Registry registry(shared.engine);
  if (!request.markdown.empty()) return write_pages(registry, request.markdown);
  if (request.stage.empty()) {
    fmt::print(stderr, "minutemill: name a stage; `minutemill plugins list` shows all\n");
    return wrong_use;
  }
  const StageInfo* stage = registry.find_stage(request.stage);
  if (stage == nullptr) {
    fmt::print(stderr, "minutemill: {}\n", registry.explain_missing(request.stage));
    return plugin_trouble;
  }
  if (request.json) {
    fmt::print("{}\n", to_json(*stage).dump(1));
    return all_good;
  }
  const auto origin = registry.origin(*stage);
  fmt::print("{}\nfrom plugin {} {}, {}\n", describe_stage(*stage), origin.plugin, origin.version,
             origin.file);
  return all_good;
}

int check(const std::vector<std::string>& files) {
  int status = all_good;
  for (const std::string& file : files) {
    const Probe probe = probe_plugin(file, kPatience);
    if (!probe.good) {
      fmt::print("{}: refused: {}\n", file, probe.reason);
      status = plugin_trouble;
      continue;
    }
    fmt::print("{}: good: plugin {} {}, ABI {}\n", file, probe.name, probe.version, MINUTEMILL_ABI);
    for (const auto& stage : probe.stages)
      fmt::print("  {}  {} -> {}  {}\n", stage.name, stage.takes, stage.gives, stage.summary);
    for (const std::string& finding : probe.findings) fmt::print("  note: {}\n", finding);
  }
  return status;
}

}  // namespace

void add_plugins(CLI::App& app, Shared& shared, int& status) {
  CLI::App* verb = app.add_subcommand("plugins", "Shows and checks the plugins that stages come from");
  verb->require_subcommand(1);
  verb->fallthrough();  // --plugin-dir may stand behind the inner verb

  static constexpr const char* kJson = "Print JSON";
  auto json = std::make_shared<bool>(false);
  CLI::App* lister =
      verb->add_subcommand("list", "Lists all stages, where they were searched, and what was rejected");
  lister->add_flag("--json", *json, kJson);
  lister->callback([&shared, &status, json] { status = list_plugins(shared, *json); });

  auto request = std::make_shared<DescribeRequest>();
  CLI::App* describer = verb->add_subcommand("describe", "Explains a stage: ports, options, reports");
  describer->add_option("STAGE", request->stage, "Name of the stage");
  describer->add_flag("--json", request->json, kJson);
  describer
      ->add_option("--markdown", request->markdown,
                   "Write the reference pages of all stages into this folder")
      ->type_name("DIR");
  describer->callback([&shared, &status, request] { status = describe(shared, *request); });

  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* checker =
      verb->add_subcommand("check", "Loads plugin files in a child process and says what is wrong with them");
  checker->add_option("FILE", *files, "Plugin file (.so)")->required();
  checker->callback([&status, files] { status = check(*files); });
}

}  // namespace minutemill::cli
