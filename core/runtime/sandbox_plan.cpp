#include "runtime/sandbox_plan.hpp"

#include <fmt/format.h>
#include <link.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

namespace minutemill {
namespace {

namespace fs = std::filesystem;

// What libraries read late: modules of character sets, data of ICU, time zones, fonts, the shape of the
// machine.
constexpr std::string_view kSystem[] = {"/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime",
                                        "/etc/fonts", "/dev/zero", "/dev/random", "/dev/urandom",
                                        // A worker's own; opened in the worker.
                                        "/proc/self", "/sys/devices/system/cpu"};

// The program and all that is loaded into it, for messages of a crash.
void add_loaded_files(std::set<std::string>& paths) {
  ::dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* into) {
        if (info->dlpi_name != nullptr && *info->dlpi_name == '/')
          static_cast<std::set<std::string>*>(into)->insert(info->dlpi_name);
        return 0;
      },
      &paths);
  paths.insert("/proc/self/exe");
}

// Files beside an input belong to it: a page and its images. A link leads to the folder of what it names.
void add_input(const std::string& input, std::set<std::string>& paths) {
  std::error_code error;
  const fs::path real = fs::canonical(input, error);
  if (error) return;
  if (fs::is_directory(real, error)) {
    paths.insert(real.string());
    return;
  }
  paths.insert(real.parent_path().string());
  const fs::path folder = fs::path(input).parent_path();
  paths.insert(folder.empty() ? "." : folder.string());
}

std::string temporary_folder() {
  const char* named = std::getenv("TMPDIR");
  return named != nullptr && *named == '/' ? named : "/tmp";
}

SandboxRules rules_for(const Pipeline& pipeline, const std::vector<std::string>& inputs, int out) {
  SandboxRules rules;
  rules.write_folder = out;
  for (const Pipeline::StepInfo& step : pipeline.steps()) rules.programs |= starts_programs(*step.stage);
  if (rules.programs) rules.write.push_back(temporary_folder());
  // A list of paths can name any file, and so can a program.
  if (rules.programs || std::ranges::find(inputs, "-") != inputs.end()) {
    rules.read.emplace_back("/");
    return rules;
  }
  std::set<std::string> paths(std::begin(kSystem), std::end(kSystem));
  paths.insert(pipeline.folders().begin(), pipeline.folders().end());
  add_loaded_files(paths);
  for (const std::string& input : inputs) add_input(input, paths);
  rules.read.assign(paths.begin(), paths.end());
  return rules;
}

std::string lacking(const SandboxSupport& support) {
  if (support.landlock > 0) return "seccomp";
  return support.seccomp ? "Landlock (Linux 5.19 and later)" : "neither Landlock nor seccomp";
}

void note_programs(const Pipeline& pipeline, SandboxPlan& plan) {
  for (const Pipeline::StepInfo& step : pipeline.steps())
    if (starts_programs(*step.stage))
      plan.notes.push_back(
          fmt::format("step {} starts programs, so that workers may do so, read every file "
                      "and write to the temporary folder; the network stays closed",
                      step.id));
}

}  // namespace

SandboxPlan plan_sandbox(const Pipeline& pipeline, SandboxMode mode, const std::vector<std::string>& inputs,
                         int out) {
  SandboxPlan plan;
  if (mode == SandboxMode::off) return plan;
  const bool required = mode == SandboxMode::required;
  const SandboxSupport support = sandbox_support();
  if (!support.complete()) {
    const std::string what = support.landlock > 0 || support.seccomp
                                 ? fmt::format("this kernel lacks {}", lacking(support))
                                 : fmt::format("this kernel has {}", lacking(support));
    if (required) {
      plan.refusal = fmt::format("the sandbox is required, and {}", what);
      return plan;
    }
    plan.notes.push_back(fmt::format("{}: workers can do more than they need", what));
    if (support.landlock == 0 && !support.seccomp) return plan;
  }
  SandboxRules rules = rules_for(pipeline, inputs, out);
  rules.files = support.landlock > 0;
  rules.calls = support.seccomp;
  if (const auto error = try_sandbox(rules)) {
    const std::string what = fmt::format("workers cannot be closed in ({})", *error);
    if (required)
      plan.refusal = fmt::format("the sandbox is required, and {}", what);
    else
      plan.notes.push_back(what);
    return plan;
  }
  note_programs(pipeline, plan);
  plan.rules = std::move(rules);
  return plan;
}

}  // namespace minutemill
