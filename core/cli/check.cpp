// minutemill check PIPELINE...: everything that can be told of a pipeline without an input.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/load_pipeline.hpp"
#include "cli/verbs.hpp"

namespace minutemill::cli {
namespace {

struct CheckOptions {
  std::vector<std::string> pipelines;
  std::vector<std::string> overrides;
  bool quiet = false;
};

// "gov-minutes: html_parse > html_clean -> export_docx, export_epub"
std::string describe(const Pipeline& pipeline) {
  std::string steps;
  std::string outputs;
  for (const Pipeline::StepInfo& step : pipeline.steps()) {
    std::string& list = step.is_output ? outputs : steps;
    if (!list.empty()) list += step.is_output ? ", " : " > ";
    list += step.id;
  }
  return fmt::format("{}: good ({}{}{})", pipeline.path(), steps, outputs.empty() ? "" : " -> ", outputs);
}

bool has_outputs(const Pipeline& pipeline) {
  return std::ranges::any_of(pipeline.steps(), [](const Pipeline::StepInfo& step) { return step.is_output; });
}

// The worst of the statuses of all pipelines: a wrong file counts more than a missing plugin.
int check(const Shared& shared, const CheckOptions& options) {
  std::vector<Override> overrides;
  if (!read_overrides(options.overrides, "", "--set", overrides)) return wrong_use;
  Engine engine(shared.engine);
  int worst = all_good;
  for (const std::string& name : options.pipelines) {
    int status = all_good;
    const auto pipeline = load_pipeline(engine, name, overrides, shared, status);
    if (pipeline && !has_outputs(*pipeline))
      std::fprintf(stderr, "%s: warning: no outputs: a run would write nothing\n", pipeline->path().c_str());
    if (pipeline && !options.quiet) std::puts(describe(*pipeline).c_str());
    if (status == wrong_use || worst == all_good) worst = status;
  }
  return worst;
}

}  // namespace

void add_check(CLI::App& app, Shared& shared, int& status) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* verb = app.add_subcommand("check", "Tells everything that is wrong with pipelines, and where");
  verb->add_option("PIPELINE", options->pipelines, "A pipeline file, or the name of an installed one")
      ->required();
  verb->add_option("--set", options->overrides, "Lays STEP.OPTION=VALUE over the pipelines; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  verb->add_flag("-q,--quiet", options->quiet, "Say nothing of pipelines that are good");
  verb->callback([&shared, &status, options] { status = check(shared, *options); });
}

}  // namespace minutemill::cli
