// minutemill completion bash|zsh|pipelines|stages, minutemill manual [VERB]
#include "cli/verbs.hpp"

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/completion_script.hpp"
#include "cli/manual.hpp"
#include "pipeline/config_files.hpp"
#include "pipeline/find_pipeline.hpp"
#include "registry/registry.hpp"

namespace minutemill::cli {
namespace {

int complete(const Command& program, const Shared& shared, const std::string& what) {
  if (what == "bash") {
    fmt::print("{}", bash_completion(program));
  } else if (what == "zsh") {
    fmt::print("{}", zsh_completion(program));
  } else if (what == "pipelines") {
    for (const std::string& name : installed_pipelines(config_search_path(shared.engine.config_folders)))
      fmt::print("{}\n", name);
  } else {
    Registry registry(shared.engine);
    for (const StageInfo* stage : registry.stages()) fmt::print("{}\n", stage->name);
  }
  return all_good;
}

// Writes the pages of the program and of all verbs: what an installed program has.
int write_manual(const Command& program, const std::string& folder) {
  std::vector<std::string> verbs{""};
  for (const Command& verb : program.commands) verbs.push_back(verb.name);
  for (const std::string& verb : verbs) {
    const std::string file = fmt::format("{}/{}{}{}.1", folder, program.name, verb.empty() ? "" : "-", verb);
    if (std::ofstream(file, std::ios::binary) << manual_page(program, verb, version()) << std::flush)
      continue;
    fmt::print(stderr, "minutemill: cannot write {}\n", file);
    return run_stopped;
  }
  return all_good;
}

int print_manual(const Command& program, const std::string& verb) {
  const std::string page = manual_page(program, verb, version());
  if (page.empty()) {
    fmt::print(stderr, "minutemill: there is no verb '{}'\n", verb);
    return wrong_use;
  }
  fmt::print("{}", page);
  return all_good;
}

}  // namespace

void add_completion(CLI::App& app, Shared& shared, int& status) {
  CLI::App* verb = app.add_subcommand("completion", "Prints the completion script of a shell");
  auto what = std::make_shared<std::string>();
  verb->add_option("SHELL", *what, "bash or zsh; or pipelines or stages, for the names of those installed")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "pipelines", "stages"}));
  verb->callback([&app, &shared, &status, what] { status = complete(read_command(app), shared, *what); });
}

void add_manual(CLI::App& app, Shared&, int& status) {
  CLI::App* verb = app.add_subcommand("manual", "Prints a manual page, for man -l -");
  auto name = std::make_shared<std::string>();
  auto folder = std::make_shared<std::string>();
  verb->add_option("VERB", *name, "A verb; the page of the program without one");
  verb->add_option("--into", *folder, "Write the pages of all verbs into this folder")->type_name("DIR");
  verb->callback([&app, &status, name, folder] {
    const Command program = read_command(app);
    status = folder->empty() ? print_manual(program, *name) : write_manual(program, *folder);
  });
}

}  // namespace minutemill::cli
