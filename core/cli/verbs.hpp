// The command line's verbs: each adds its subcommand to the parser; its callback does the work and sets
// `status`.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <minutemill/engine.hpp>

namespace minutemill::cli {

// docs/reference/exit-status.md
enum ExitStatus : int { all_good = 0, some_failed = 1, wrong_use = 2, plugin_trouble = 3, run_stopped = 4 };

struct Shared {
  EngineSettings engine;  // --plugin-dir, --config-dir
  bool colour = false;    // standard error is a terminal and NO_COLOR is not set
};

void add_run(CLI::App& app, Shared& shared, int& status);
void add_pipelines(CLI::App& app, Shared& shared, int& status);
void add_check(CLI::App& app, Shared& shared, int& status);
void add_check_layout(CLI::App& app, Shared& shared, int& status);
void add_verify(CLI::App& app, Shared& shared, int& status);
void add_test(CLI::App& app, Shared& shared, int& status);
void add_trace(CLI::App& app, Shared& shared, int& status);
void add_plugins(CLI::App& app, Shared& shared, int& status);
void add_schema(CLI::App& app, Shared& shared, int& status);
void add_report(CLI::App& app, Shared& shared, int& status);
void add_new(CLI::App& app, Shared& shared, int& status);
void add_completion(CLI::App& app, Shared& shared, int& status);
void add_manual(CLI::App& app, Shared& shared, int& status);

}  // namespace minutemill::cli
