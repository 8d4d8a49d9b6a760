#include "pipeline/loader.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "options/bind.hpp"
#include "options/limits.hpp"
#include "pipeline/find_pipeline.hpp"
#include "pipeline/fingerprint.hpp"
#include "pipeline/ports.hpp"
#include "pipeline/regular_file.hpp"
#include "pipeline/stage_setup.hpp"

namespace minutemill {
namespace {

constexpr std::string_view kDefaultName = "{stem}.{extension}";

std::string stem_of_file(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  return std::string(name.substr(0, name.rfind('.')));
}

}  // namespace

PipelineLoader::PipelineLoader(Registry& registry, const std::vector<std::string>& config_folders,
                               std::string path, Diagnostics& diagnostics)
    : registry_(registry),
      config_folders_(config_folders),
      path_(std::move(path)),
      diagnostics_(diagnostics),
      files_(config_folders, folder_of(path_)),
      composition_(files_, diagnostics) {}

std::optional<Pipeline> PipelineLoader::load(std::string text, const std::vector<Override>& overrides) {
  const std::string digested = text;  // what it extends and includes is among the files
  document_ = ConfigDocument::parse(path_, std::move(text), diagnostics_);
  if (document_ == nullptr) return {};
  overrides_.emplace(overrides, diagnostics_);
  declaration_ = composition_.read(*document_);
  if (!document_->root().is_map()) return {};
  overrides_->check_targets(declaration_, diagnostics_);

  state_ = std::make_unique<Pipeline::State>();
  state_->path = path_;
  state_->name = declaration_.name.empty() ? stem_of_file(path_) : declaration_.name;
  state_->description = declaration_.description;
  find_stages();
  read_conditions();
  check_ports({&declaration_, &stages_, &conditions_, Port::bytes}, registry_, diagnostics_);
  read_limits();
  read_isolation();
  read_sandbox();
  make_steps();
  check_names();
  if (diagnostics_.has_errors()) return {};

  std::vector<Registry::Origin> plugins;
  for (const StageInfo* stage : stages_) plugins.push_back(registry_.origin(*stage));
  state_->fingerprint = make_fingerprint({digested, &overrides, &files_, &plugins});
  set_output_fingerprints();
  return Pipeline(std::move(state_));
}

// A condition can route a document past any step, so that with conditions all outputs depend on all steps.
void PipelineLoader::set_output_fingerprints() {
  const auto begin = step_fingerprints_.begin() + static_cast<std::ptrdiff_t>(state_->output_begin);
  const std::vector<std::string> steps(step_fingerprints_.begin(), begin);
  const bool routed =
      std::ranges::any_of(state_->conditions, [](const Applicability& c) { return !c.always(); });
  for (std::size_t i = state_->output_begin; i < state_->infos.size(); ++i)
    state_->infos[i].fingerprint =
        routed || state_->infos[i].is_volume
            ? state_->fingerprint
            : make_output_fingerprint(state_->limits, steps, step_fingerprints_[i]);
}

void PipelineLoader::complain(const ConfigNode& at, std::string message, std::string hint) {
  diagnostics_.add(at.document().at(at, std::move(message), std::move(hint)));
}

void PipelineLoader::find_stages() {
  for (const StepDeclaration& step : declaration_.steps) {
    const StageInfo* stage = step.use != nullptr ? registry_.find_stage(step.use->scalar()) : nullptr;
    stages_.push_back(stage);
    check_step_keys(step, stage, diagnostics_);
    if (stage != nullptr || step.use == nullptr) continue;
    Diagnostic d = step.use->document().at(*step.use, fmt::format("unknown stage '{}'", step.use->scalar()),
                                           registry_.explain_missing(step.use->scalar()));
    d.about_plugin = true;
    diagnostics_.add(std::move(d));
  }
}

void PipelineLoader::read_conditions() {
  for (const StepDeclaration& step : declaration_.steps) {
    Applicability condition;
    if (step.when != nullptr) condition.when.emplace(*step.when, diagnostics_);
    if (step.unless != nullptr) condition.unless.emplace(*step.unless, diagnostics_);
    conditions_.push_back(std::move(condition));
  }
}

void PipelineLoader::check_limit_names() {
  const StageInfo limits{
      .name = "limits", .options = kLimitOptions.data(), .option_count = kLimitOptions.size()};
  const std::vector<std::string_view> names = option_names(limits);
  const auto check = [&](std::string_view name, const ConfigNode& at, bool guess) {
    if (find_option(limits, name) != nullptr) return;
    const std::string_view near = guess ? nearest_name(name, names) : std::string_view();
    complain(at, fmt::format("there is no limit '{}'", name),
             near.empty() ? fmt::format("limits are: {}", fmt::join(names, ", "))
                          : fmt::format("did you mean '{}'?", near));
  };
  for (const ConfigNode* given : declaration_.limits) {
    if (given->is_map()) {
      for (const auto& [key, value] : given->entries()) check(key->scalar(), *key, true);
    } else if (!given->is_null()) {
      complain(*given, "'limits' must be a map", "write limits: {time: 30s, memory: 1GiB}");
    }
  }
  for (const OptionOverride& item : overrides_->of("limits")) check(item.option, *item.value, false);
}

void PipelineLoader::read_limits() {
  check_limit_names();
  for (const OptionSpec& spec : kLimitOptions) {
    const ConfigNode* node = overrides_->find("limits", spec.name);
    for (auto given = declaration_.limits.rbegin(); node == nullptr && given != declaration_.limits.rend();
         ++given)
      if ((*given)->is_map()) node = (*given)->find(spec.name);
    if (node == nullptr) continue;
    if (const auto value = parse_option(spec, *node, {}, diagnostics_)) spec.assign(&state_->limits, *value);
  }
  state_->context.set_limits(state_->limits);
}

void PipelineLoader::read_isolation() {
  const ConfigNode* node = declaration_.isolation;
  if (node == nullptr) return;
  if (node->is_scalar() && node->scalar() == "process")
    state_->isolation = Isolation::process;
  else if (node->is_scalar() && node->scalar() == "none")
    state_->isolation = Isolation::none;
  else
    complain(*node, "'isolation' must be one of: process, none", {});
}

void PipelineLoader::read_sandbox() {
  state_->folders = registry_.folders();
  state_->folders.insert(state_->folders.end(), config_folders_.begin(), config_folders_.end());
  const ConfigNode* node = declaration_.sandbox;
  if (node == nullptr) return;
  const std::string_view mode = node->is_scalar() ? node->scalar() : std::string_view();
  if (mode == "auto")
    state_->sandbox = SandboxMode::automatic;
  else if (mode == "off")
    state_->sandbox = SandboxMode::off;
  else if (mode == "required")
    state_->sandbox = SandboxMode::required;
  else
    complain(*node, "'sandbox' must be one of: auto, off, required", {});
}

ConfigLoader PipelineLoader::config_loader(Diagnostics& diagnostics) {
  return [this, &diagnostics](const ConfigNode& at, std::string_view path,
                              const OptionSpec& spec) -> std::optional<ConfigFile> {
    ConfigFiles::Fault fault;
    // Beside the file that names it: this pipeline, or one that it extends or includes.
    const bool elsewhere = &at.document() != document_.get() && !overrides_->owns(at);
    const std::string beside = elsewhere ? folder_of(at.document().path()) : files_.own_folder();
    auto file = files_.load({path, spec.folder, beside, overrides_->owns(at)}, fault);
    if (!file) diagnostics.add(at.document().at(at, fault.message, fault.hint));
    return file;
  };
}

void PipelineLoader::make_steps() {
  const auto outputs = std::ranges::find(declaration_.steps, true, &StepDeclaration::is_output);
  state_->output_begin = static_cast<std::size_t>(outputs - declaration_.steps.begin());
  for (std::size_t i = 0; i < stages_.size(); ++i)
    if (stages_[i] != nullptr) make_step(declaration_.steps[i], *stages_[i]);
  state_->conditions = std::move(conditions_);
}

void PipelineLoader::make_step(const StepDeclaration& step, const StageInfo& stage) {
  if (step.is_output) {
    make_name(step);
    make_volume(step, stage);
  }
  state_->infos.push_back({step.id, &stage, step.is_output, {}, {}, step.volume != nullptr});
  Diagnostics options;
  BindRequest request{&stage, step.use, step.with, {}, config_loader(options)};
  if (step.with_over != nullptr)
    for (const auto& [key, value] : step.with_over->entries())
      request.overrides.push_back({key->scalar(), value, key});
  for (const OptionOverride& item : overrides_->of(step.id)) request.overrides.push_back(item);
  if (step.is_output && find_option(stage, "to") == nullptr)
    std::erase_if(request.overrides, [](const OptionOverride& item) { return item.option == "to"; });
  const OptionValues values = bind_options(request, options);
  for (const Diagnostic& d : options.all()) diagnostics_.add(d);
  if (options.has_errors()) return;

  StageSetup setup(files_, *step.use, diagnostics_, shared_);
  Failure failure;
  void* made = stage.create(values, setup, failure);
  if (made == nullptr) {
    Diagnostic d = step.use->document().at(
        *step.use, fmt::format("stage {} cannot be made: {}", stage.name, failure.message));
    d.about_plugin = failure.code == FailureCode::plugin;
    diagnostics_.add(std::move(d));
    return;
  }
  state_->stages.emplace_back(stage, made);
  step_fingerprints_.push_back(
      make_step_fingerprint({&stage, registry_.origin(stage), &values, &setup.loaded(), &files_}));
}

void PipelineLoader::make_name(const StepDeclaration& step) {
  const ConfigNode* node = overrides_->find(step.id, "to");
  if (node == nullptr) node = step.to;
  NameTemplate::Fault fault;
  if (node == nullptr) {
    state_->names.push_back(*NameTemplate::parse(kDefaultName, fault));
    return;
  }
  if (!node->is_scalar()) {
    complain(*node, "'to' must be a text", "write to: \"{meta.date}-{stem}.{extension}\"");
    return;
  }
  if (auto name = NameTemplate::parse(node->scalar(), fault)) {
    state_->names.push_back(std::move(*name));
    return;
  }
  Diagnostic d = node->document().at(*node, fault.message, fault.hint);
  d.mark.column += static_cast<std::uint32_t>(fault.offset + (node->quoted() ? 1 : 0));
  d.length = 1;
  diagnostics_.add(std::move(d));
}

void PipelineLoader::make_volume(const StepDeclaration& step, const StageInfo& stage) {
  state_->volumes.emplace_back();
  if (step.volume == nullptr) return;
  if (step.to == nullptr && overrides_->find(step.id, "to") == nullptr)
    complain(*step.volume, "a volume without a name",
             "say what its documents have in common: to: \"{meta.meeting.body}-{year|undated}.{extension}\"");
  if (!binds_volumes(stage))
    complain(*step.volume, fmt::format("stage {} binds no volumes", stage.name),
             "leave `volume` out: every document then has a file of its own");
  else
    state_->volumes.back() = read_volume(*step.volume, diagnostics_);
}

// Two outputs of one document may not be the same file.
void PipelineLoader::check_names() {
  const auto of = [&](const StepDeclaration& step) -> std::string {
    const ConfigNode* node = overrides_->find(step.id, "to");
    if (node == nullptr) node = step.to;
    return std::string(node != nullptr ? node->scalar() : kDefaultName);
  };
  for (std::size_t i = state_->output_begin; i < stages_.size(); ++i) {
    for (std::size_t j = state_->output_begin; j < i; ++j) {
      const StepDeclaration& a = declaration_.steps[j];
      const StepDeclaration& b = declaration_.steps[i];
      if (stages_[i] == nullptr || stages_[j] == nullptr || a.id == b.id || of(a) != of(b)) continue;
      if (!state_->conditions[i].always() && !state_->conditions[j].always()) continue;  // one or the other
      const std::string_view one = stages_[i]->extension != nullptr ? stages_[i]->extension : "";
      const std::string_view two = stages_[j]->extension != nullptr ? stages_[j]->extension : "";
      const bool same = one == two || of(a).find("{extension}") == std::string::npos;
      if (same && of(a).find("{id}") == std::string::npos)
        complain(*b.use, fmt::format("outputs '{}' and '{}' would write the same file", a.id, b.id),
                 fmt::format("give one of them a name of its own: to: \"{{stem}}-{}.{{extension}}\"", b.id));
    }
  }
}

std::optional<Pipeline> Pipeline::load(Engine& engine, const std::string& name,
                                       const std::vector<Override>& overrides, Diagnostics& diagnostics) {
  const std::string file = find_pipeline(name, engine.config_folders(), diagnostics);
  if (file.empty()) return {};
  FileText read = read_regular_file(file, ConfigDocument::kMaxBytes);
  if (!read.text) {
    diagnostics.add(
        {Severity::error, file, {}, 1, fmt::format("cannot read this file: {}", read.error), {}, {}});
    return {};
  }
  return parse(engine, file, std::move(*read.text), overrides, diagnostics);
}

std::optional<Pipeline> Pipeline::parse(Engine& engine, std::string path, std::string text,
                                        const std::vector<Override>& overrides, Diagnostics& diagnostics) {
  PipelineLoader loader(engine.state_->registry, engine.config_folders(), std::move(path), diagnostics);
  return loader.load(std::move(text), overrides);
}

}  // namespace minutemill
