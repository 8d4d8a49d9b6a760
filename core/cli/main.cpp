// minutemill: the command line. Every verb is in its own file; this one only puts them together.
#include "cli/verbs.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "runtime/sandbox.hpp"

namespace minutemill::cli {
namespace {

// CLI11 says of an unknown verb only that one is required.
int refuse_verb(const std::vector<std::string>& names, const std::string& word) {
  const std::string_view nearest = nearest_name(word, {names.begin(), names.end()});
  std::fprintf(stderr, "minutemill: there is no verb '%s'", word.c_str());
  if (!nearest.empty())
    std::fprintf(stderr, "; did you mean '%.*s'?", static_cast<int>(nearest.size()), nearest.data());
  std::fprintf(stderr, "\nRun with --help for more information.\n");
  return wrong_use;
}

int run(int argc, char** argv) {
  CLI::App app{"Turns meeting reports into clean, structured documents, by pipelines written in YAML.",
               "minutemill"};
  app.set_version_flag("--version", [] {
    return fmt::format("minutemill {}\nsandbox of workers: {}", version(), describe(sandbox_support()));
  });
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  Shared shared;
  shared.colour = ::isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  int status = all_good;
  add_run(app, shared, status);
  add_report(app, shared, status);
  add_check(app, shared, status);
  add_check_layout(app, shared, status);
  add_verify(app, shared, status);
  add_test(app, shared, status);
  add_trace(app, shared, status);
  add_plugins(app, shared, status);
  add_schema(app, shared, status);
  add_new(app, shared, status);
  add_completion(app, shared, status);
  add_manual(app, shared, status);
  for (CLI::App* verb : app.get_subcommands({})) {
    verb->add_option("--plugin-dir", shared.engine.plugin_folders,
                     "Folder searched for plugins before all others")
        ->type_name("DIR")
        ->allow_extra_args(false);
    verb->add_option("--config-dir", shared.engine.config_folders,
                     "Folder searched for configs before the installed ones")
        ->type_name("DIR")
        ->allow_extra_args(false);
  }
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(verb->get_name());
  if (argc > 1 && argv[1][0] != '-' && std::find(names.begin(), names.end(), argv[1]) == names.end())
    return refuse_verb(names, argv[1]);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? all_good : wrong_use;
  }
  return status;
}

}  // namespace
}  // namespace minutemill::cli

int main(int argc, char** argv) {
  try {
    return minutemill::cli::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "minutemill: %s\n", error.what());
    return minutemill::cli::run_stopped;
  }
}
