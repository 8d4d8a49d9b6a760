// minutemill run: many inputs through one pipeline into one folder.
#include "cli/verbs.hpp"

#include <fmt/format.h>
#include <fcntl.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/load_pipeline.hpp"
#include "cli/printable.hpp"
#include "cli/run_display.hpp"
#include "cli/metrics.hpp"
#include "cli/run_report.hpp"
#include "options/bind.hpp"
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
  std::string retry;
  std::string shard;
  std::string max_failures;
  std::string pack_size;
  std::string report;
  std::string metrics;
  bool verify = false;
  bool resume = false;
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

// "3/16": the third of sixteen parts.
bool read_shard(const std::string& text, RunSettings& run) {
  int end = 0;
  const bool read = std::sscanf(text.c_str(), "%u/%u%n", &run.shard, &run.shards, &end) == 2;
  if (read && static_cast<std::size_t>(end) == text.size() && run.shard >= 1 && run.shard <= run.shards)
    return true;
  std::fprintf(stderr, "minutemill: --shard %s: expected I/N with I from 1 to N, such as 3/16\n",
               printable(text).c_str());
  return false;
}

// "100" or "5%".
bool read_max_failures(const std::string& text, RunSettings& run) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const std::string_view rest = end;
  if (end != text.c_str() && number > 0 && rest.empty() && number == std::floor(number)) {
    run.max_failures = static_cast<std::uint64_t>(number);
    return true;
  }
  run.max_failure_share = number / 100;
  if (end != text.c_str() && number > 0 && number <= 100 && rest == "%") return true;
  std::fprintf(stderr,
               "minutemill: --max-failures %s: expected a number or a percentage, such as 100 or 5%%\n",
               printable(text).c_str());
  return false;
}

bool read_pack_size(const std::string& text, RunSettings& run) {
  const auto size = parse_size(text);
  if (size && size->bytes >= kSmallestPack && size->bytes <= kLargestPack) {
    run.pack.size = size->bytes;
    return true;
  }
  std::fprintf(stderr, "minutemill: --pack-size %s: expected a size from 64KiB to 2GiB, such as 256MiB\n",
               printable(text).c_str());
  return false;
}

bool read_settings(RunOptions& options) {
  if (!options.include.empty()) options.run.filter.include = options.include;
  if (options.null_separated) options.run.list_separator = '\0';
  if (options.resume) options.run.resume = ResumeMode::resume;
  if (!options.retry.empty()) options.run.resume = ResumeMode::retry_failed;
  if (!options.shard.empty() && !read_shard(options.shard, options.run)) return false;
  if (!options.pack_size.empty() && !read_pack_size(options.pack_size, options.run)) return false;
  return options.max_failures.empty() || read_max_failures(options.max_failures, options.run);
}

int exit_status(const RunSummary& summary, const RunOptions& options) {
  if (summary.workers_failed) return plugin_trouble;
  if (!summary.stopped.empty()) return run_stopped;
  if (summary.failed > 0 || summary.volumes_failed > 0) return some_failed;
  if (options.fail_on == "warning" && summary.warned > 0) {
    std::fprintf(stderr, "minutemill: %s documents have warnings (--fail-on warning)\n",
                 grouped(summary.warned).c_str());
    return some_failed;
  }
  return all_good;
}

int run(const Shared& shared, RunOptions& options) {
  std::vector<Override> overrides;
  if (!read_overrides(options.overrides, "", "--set", overrides)) return wrong_use;
  if (!read_overrides(options.limits, "limits.", "--limit", overrides)) return wrong_use;
  if (options.verify) overrides.push_back({"limits.verify", "true"});
  if (!read_settings(options)) return wrong_use;
  Engine engine(shared.engine);
  int status = wrong_use;
  auto pipeline = load_pipeline(engine, options.pipeline, overrides, shared, status);
  if (!pipeline) return status;
  options.run.stop_fd = hear_signals();
  const auto display = make_display({options.progress, options.verbose, options.run.out});
  RunReport report(*display);
  if (!options.report.empty() && !report.open(options.report, *pipeline)) return wrong_use;
  MetricsFile metrics(report, options.metrics, *pipeline);
  const RunSummary summary = run_pipeline(*pipeline, options.run, metrics);
  display->finish(summary);
  if (!report.close(summary) || !metrics.finish(summary)) return run_stopped;
  if (summary.inputs == 0 && summary.stopped.empty())
    std::fprintf(stderr,
                 "minutemill: there was nothing to convert: no input has the name of a document (*.html, "
                 "*.txt, *.md ...)\n");
  return exit_status(summary, options);
}

}  // namespace

void add_run(CLI::App& app, Shared& shared, int& status) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* verb = app.add_subcommand("run", "Converts files and folders by a pipeline");
  verb->add_option("pipeline", options->pipeline, "A pipeline file, or the name of an installed one")
      ->required()
      ->type_name("PIPELINE");
  verb->add_option("inputs", options->run.inputs,
                   "Files, folders, or - for a list of paths on standard input")
      ->required()
      ->type_name("INPUT");
  verb->add_option("-o,--out", options->run.out, "Folder for the outputs; made when it is not there")
      ->required()
      ->type_name("DIR");
  verb->add_option("-j,--jobs", options->run.workers, "Worker processes; one a core when not given")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  verb->add_option("--set", options->overrides, "Lays STEP.OPTION=VALUE over the pipeline; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  verb->add_option("--limit", options->limits, "Short for --set limits.KEY=VALUE")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  verb->add_flag(
      "--verify", options->verify,
      "Hold every output against the rules of its format before it is written; a finding fails the "
      "document (short for --limit verify=true)");
  verb->add_option("--include", options->include,
                   "Files of folders that are inputs (default: *.html *.htm *.txt *.md ...)")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  verb->add_option("--exclude", options->run.filter.exclude, "Files of folders that are no inputs")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  verb->add_flag("--null", options->null_separated, "The list on standard input is separated by NUL bytes");
  static const std::map<std::string, CollisionPolicy> kPolicies{{"number", CollisionPolicy::number},
                                                                {"error", CollisionPolicy::error},
                                                                {"overwrite", CollisionPolicy::overwrite}};
  verb->add_option("--on-collision", options->run.collision,
                   "When two inputs want the same output: number the later one, fail it, or let it replace "
                   "the earlier one")
      ->transform(CLI::CheckedTransformer(kPolicies))
      ->option_text("number|error|overwrite");
  verb->add_option("--fail-on", options->fail_on, "Exit with status 1 when documents have warnings")
      ->check(CLI::IsMember({"warning"}));
  verb->add_option("--jsonl-text", options->run.jsonl_text,
                   "Field of JSON lines with the document (default: html, content, text ...)")
      ->type_name("FIELD");
  verb->add_option("--jsonl-name", options->run.jsonl_name, "Field of JSON lines that names the document")
      ->type_name("FIELD");
  verb->add_flag("--resume", options->resume,
                 "Convert only what is missing, has failed or has changed since the last run");
  verb->add_option("--retry", options->retry, "Convert only what has failed in the last run")
      ->check(CLI::IsMember({"failed"}))
      ->excludes("--resume");
  verb->add_flag("--force", options->run.force, "Begin a new ledger and convert everything")
      ->excludes("--resume")
      ->excludes("--retry");
  verb->add_flag("--ledger", options->run.ledger,
                 "Keep a ledger for few inputs too (from 500 on there always is one)");
  verb->add_option("--shard", options->shard, "Only the I-th of N parts of the inputs, for job arrays")
      ->type_name("I/N");
  static const std::map<std::string, PackFormat> kPacks{
      {"zip", PackFormat::zip}, {"tar", PackFormat::tar}, {"jsonl", PackFormat::jsonl}};
  CLI::Option* pack =
      verb->add_option("--pack", options->run.pack.format,
                       "Put the outputs into numbered packs with an index instead of files of their own")
          ->transform(CLI::CheckedTransformer(kPacks))
          ->option_text("zip|tar|jsonl");
  verb->add_option("--pack-size", options->pack_size, "Bytes of outputs in a pack (default: 256MiB)")
      ->needs(pack)
      ->type_name("SIZE");
  verb->add_option("--max-failures", options->max_failures, "Stop when more inputs fail")->type_name("N|P%");
  verb->add_option("--quarantine", options->run.quarantine,
                   "Copy inputs that fail into this folder, with the reasons")
      ->type_name("DIR");
  verb->add_option("--recycle", options->run.recycle, "Replace a worker after so many documents")
      ->type_name("N");
  static const std::map<std::string, SandboxMode> kSandboxes{
      {"auto", SandboxMode::automatic}, {"off", SandboxMode::off}, {"required", SandboxMode::required}};
  verb->add_option("--sandbox", options->run.sandbox,
                   "Keep workers from other files, the network and programs (instead of the pipeline's own)")
      ->transform(CLI::CheckedTransformer(kSandboxes))
      ->option_text("auto|off|required");
  verb->add_option("--report", options->report, "Write what came of every input to this file, as JSON")
      ->type_name("FILE");
  verb->add_option("--metrics", options->metrics,
                   "Write numbers of the run to this file, as OpenMetrics text, every few seconds")
      ->type_name("FILE");
  verb->add_flag("--durable", options->run.durable,
                 "Make every file durable before the next (fsync); slower");
  static const std::map<std::string, ProgressStyle> kStyles{{"auto", ProgressStyle::automatic},
                                                            {"line", ProgressStyle::line},
                                                            {"plain", ProgressStyle::plain},
                                                            {"json", ProgressStyle::json},
                                                            {"none", ProgressStyle::none}};
  verb->add_option("--progress", options->progress,
                   "How the run is shown; json: one object a line on standard output")
      ->transform(CLI::CheckedTransformer(kStyles))
      ->option_text("auto|line|plain|json|none");
  verb->add_flag("-v,--verbose", options->verbose, "Show every failure and every report");
  verb->callback([&shared, &status, options] { status = run(shared, *options); });
}

}  // namespace minutemill::cli
