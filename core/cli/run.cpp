// minutemill run: many inputs through one pipeline into one folder.
#include "cli/verbs.hpp"

#include <fmt/format.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/load_pipeline.hpp"
#include "cli/printable.hpp"
#include "cli/run_display.hpp"
#include "runtime/run.hpp"

namespace minutemill::cli {
namespace {

struct RunOptions {
  std::string pipeline;
  RunSettings run;
  std::vector<std::string> include;
  std::vector<std::string> overrides;
  std::vector<std::string> limits;
  std::string fail_on;
  bool null_separated = false;
  bool verbose = false;
  ProgressStyle progress = ProgressStyle::automatic;
};

// Written to by the signal handler, read by the run.
int stop_pipe[2] = {-1, -1};

void ask_to_stop(int) {
  const char one = 1;
  [[maybe_unused]] const ssize_t put = ::write(stop_pipe[1], &one, 1);
}

// The first SIGINT or SIGTERM ends the run once the documents that are begun are done, the second at once.
int hear_signals() {
  if (::pipe2(stop_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  struct sigaction action {};
  action.sa_handler = ask_to_stop;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
  return stop_pipe[0];
}

int exit_status(const RunSummary& summary, const RunOptions& options) {
  if (summary.workers_failed) return plugin_trouble;
  if (!summary.stopped.empty()) return run_stopped;
  if (summary.failed > 0) return some_failed;
  if (options.fail_on == "warning" && summary.warned > 0) {
    std::fprintf(stderr, "minutemill: %s documents have warnings (--fail-on warning)\n", grouped(summary.warned).c_str());
    return some_failed;
  }
  return all_good;
}

int run(const Shared& shared, RunOptions& options) {
  std::vector<Override> overrides;
  if (!read_overrides(options.overrides, "", "--set", overrides)) return wrong_use;
  if (!read_overrides(options.limits, "limits.", "--limit", overrides)) return wrong_use;
  Engine engine(shared.engine);
  int status = wrong_use;
  auto pipeline = load_pipeline(engine, options.pipeline, overrides, shared, status);
  if (!pipeline) return status;
  if (!options.include.empty()) options.run.filter.include = options.include;
  if (options.null_separated) options.run.list_separator = '\0';
  options.run.stop_fd = hear_signals();
  const auto display = make_display({options.progress, options.verbose, options.run.out});
  const RunSummary summary = run_pipeline(*pipeline, options.run, *display);
  display->finish(summary);
  if (summary.inputs == 0 && summary.stopped.empty())
    std::fprintf(stderr, "minutemill: there was nothing to convert: no input has the name of a document (*.html, *.txt, *.md ...)\n");
  return exit_status(summary, options);
}

}  // namespace

void add_run(CLI::App& app, Shared& shared, int& status) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* verb = app.add_subcommand("run", "Converts files and folders by a pipeline");
  verb->add_option("pipeline", options->pipeline, "A pipeline file, or the name of an installed one")->required()->type_name("PIPELINE");
  verb->add_option("inputs", options->run.inputs, "Files, folders, or - for a list of paths on standard input")
      ->required()
      ->type_name("INPUT");
  verb->add_option("-o,--out", options->run.out, "Folder for the outputs; made when it is not there")->required()->type_name("DIR");
  verb->add_option("-j,--jobs", options->run.workers, "Worker processes; one a core when not given")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  verb->add_option("--set", options->overrides, "Lays STEP.OPTION=VALUE over the pipeline; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  verb->add_option("--limit", options->limits, "Short for --set limits.KEY=VALUE")->type_name("KEY=VALUE")->allow_extra_args(false);
  verb->add_option("--include", options->include, "Files of folders that are inputs (default: *.html *.htm *.txt *.md ...)")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  verb->add_option("--exclude", options->run.filter.exclude, "Files of folders that are no inputs")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  verb->add_flag("--null", options->null_separated, "The list on standard input is separated by NUL bytes");
  static const std::map<std::string, CollisionPolicy> kPolicies{
      {"number", CollisionPolicy::number}, {"error", CollisionPolicy::error}, {"overwrite", CollisionPolicy::overwrite}};
  verb->add_option("--on-collision", options->run.collision,
                   "When two inputs want the same output: number the later one, fail it, or let it replace the earlier one")
      ->transform(CLI::CheckedTransformer(kPolicies))
      ->option_text("number|error|overwrite");
  verb->add_option("--fail-on", options->fail_on, "Exit with status 1 when documents have warnings")->check(CLI::IsMember({"warning"}));
  verb->add_flag("--durable", options->run.durable, "Make every file durable before the next (fsync); slower");
  static const std::map<std::string, ProgressStyle> kStyles{{"auto", ProgressStyle::automatic}, {"line", ProgressStyle::line},
                                                            {"plain", ProgressStyle::plain},    {"json", ProgressStyle::json},
                                                            {"none", ProgressStyle::none}};
  verb->add_option("--progress", options->progress, "How the run is shown; json: one object a line on standard output")
      ->transform(CLI::CheckedTransformer(kStyles))
      ->option_text("auto|line|plain|json|none");
  verb->add_flag("-v,--verbose", options->verbose, "Show every failure and every report");
  verb->callback([&shared, &status, options] { status = run(shared, *options); });
}

}  // namespace minutemill::cli
