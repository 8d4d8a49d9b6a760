// minutemill: the command line. Every verb is in its own file; this one only puts them together.
#include "cli/verbs.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
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
  std::fprintf(stderr, "\nRun 'minutemill --help' for the verbs there are.\n");
  return wrong_use;
}

// The verb that the words got to, and the words for it.
std::pair<const CLI::App*, std::string> verb_of(const CLI::App& app) {
  const CLI::App* verb = &app;
  std::string words = app.get_name();
  for (auto parsed = verb->get_subcommands(); !parsed.empty(); parsed = verb->get_subcommands()) {
    verb = parsed.front();
    words += ' ' + verb->get_name();
  }
  return {verb, words};
}

// Of a wrong command line. Who gave too little to know what is wanted is shown what there is.
std::string explain_misuse(const CLI::App* app, const CLI::Error& error) {
  const auto [verb, words] = verb_of(*app);
  const bool lacks_something = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
  if (lacks_something && verb->get_require_subcommand_min() > 0) return app->help();  // of that verb
  return fmt::format("{}: {}\nRun '{} --help' for more information.\n", words, error.what(), words);
}

int run(int argc, char** argv) {
  CLI::App app{"Turns meeting reports into clean, structured documents, by pipelines written in YAML.",
               "minutemill"};
  app.set_version_flag("--version", [] {
    return fmt::format("minutemill {}\nsandbox of workers: {}", version(), describe(sandbox_support()));
  });
  app.footer(
      "Begin with: minutemill run generic-html PAGE.html --out made\n"
      "Help of a verb: minutemill VERB --help");
  app.require_subcommand(1);
  app.failure_message(explain_misuse);
  Shared shared;
  shared.colour = ::isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  int status = all_good;
  add_run(app, shared, status);
  add_report(app, shared, status);
  add_pipelines(app, shared, status);
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
