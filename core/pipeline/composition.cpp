#include "pipeline/composition.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/pipeline_keys.hpp"

namespace minutemill {
namespace {

// Where the steps end and the outputs begin.
template <class Steps>
auto first_output(Steps& steps) {
  return std::ranges::find(steps, true, &StepDeclaration::is_output);
}

template <class Steps>
auto find_step(Steps& steps, std::string_view id) {
  return std::ranges::find(steps, id, [](const StepDeclaration& step) { return std::string_view(step.id); });
}

std::string known_steps(const std::vector<StepDeclaration>& steps, std::string_view name) {
  std::vector<std::string_view> ids;
  for (const StepDeclaration& step : steps) ids.emplace_back(step.id);
  if (const std::string_view near = nearest_name(name, ids); !near.empty())
    return fmt::format("did you mean '{}'?", near);
  return fmt::format("its steps: {}", fmt::join(ids, ", "));
}

}  // namespace

void Composition::complain(const ConfigNode& at, std::string message, std::string hint) {
  diagnostics_.add(at.document().at(at, std::move(message), std::move(hint)));
}

PipelineDeclaration Composition::read(const ConfigDocument& own) {
  own_ = &own;
  PipelineDeclaration pipeline = read_pipeline_file(own.root(), false, diagnostics_);
  include_files(pipeline);
  if (pipeline.extends != nullptr) {
    if (const ConfigDocument* file = load(*pipeline.extends)) {
      PipelineDeclaration base = read_pipeline_file(file->root(), false, diagnostics_);
      if (base.extends != nullptr) {
        complain(*pipeline.extends,
                 fmt::format("'{}' extends a pipeline itself", brief(pipeline.extends->scalar())),
                 fmt::format("one level is allowed: extend '{}', or write the changes here",
                             brief(base.extends->scalar())));
        return {};
      }
      include_files(base);
      check_ids(base, diagnostics_);
      pipeline = extend(std::move(base), std::move(pipeline));
    }
  }
  check_ids(pipeline, diagnostics_);
  if (pipeline.steps.size() > kMaxSteps)
    complain(own.root(), fmt::format("more than {} steps and outputs", kMaxSteps), {});
  return pipeline;
}

const ConfigDocument* Composition::load(const ConfigNode& name) {
  if (!name.is_scalar()) {
    complain(name, "this must name a pipeline file", "write 'extends: gov-minutes'");
    return nullptr;
  }
  const std::string beside =
      &name.document() == own_ ? files_.own_folder() : folder_of(name.document().path());
  ConfigFiles::Fault fault;
  auto file = files_.load({name.scalar(), {}, beside, false}, fault);
  if (!file) {
    complain(name, fault.message, fault.hint);
    return nullptr;
  }
  if (file->file == absolute_path(own_->path()) || file->file == name.document().path()) {
    complain(name, "a pipeline cannot extend or include itself", "name another file");
    return nullptr;
  }
  auto document = ConfigDocument::parse(file->file, std::move(file->text), diagnostics_);
  if (document == nullptr) return nullptr;
  documents_.push_back(std::move(document));
  return documents_.back().get();
}

void Composition::include_files(PipelineDeclaration& pipeline) {
  if (std::ranges::none_of(pipeline.steps, [](const auto& step) { return step.include != nullptr; })) return;
  Steps steps;
  for (StepDeclaration& step : pipeline.steps) {
    if (step.include == nullptr)
      steps.push_back(std::move(step));
    else if (step.include->is_scalar())
      include_file(step, steps);
  }
  pipeline.steps = std::move(steps);
}

void Composition::include_file(const StepDeclaration& entry, Steps& into) {
  const ConfigDocument* file = load(*entry.include);
  if (file == nullptr) return;
  const PipelineDeclaration part = read_pipeline_file(file->root(), true, diagnostics_);
  const std::string_view key = entry.is_output ? "outputs" : "steps";
  const auto is_nested = [](const StepDeclaration& step) { return step.include != nullptr; };
  if (part.extends != nullptr || std::ranges::any_of(part.steps, is_nested)) {
    complain(*entry.include,
             fmt::format("'{}' includes or extends other files itself", brief(entry.include->scalar())),
             "one level is allowed: include those files here");
    return;
  }
  const std::size_t before = into.size();
  std::ranges::copy_if(part.steps, std::back_inserter(into),
                       [&](const StepDeclaration& step) { return step.is_output == entry.is_output; });
  if (into.size() == before)
    complain(*entry.include, fmt::format("'{}' has no '{}'", brief(entry.include->scalar()), key),
             fmt::format("a file that is included under '{}' lists them there", key));
}

PipelineDeclaration Composition::extend(PipelineDeclaration base, PipelineDeclaration own) {
  PipelineDeclaration out = std::move(base);
  out.node = own.node;
  out.extends = own.extends;
  out.name = std::move(own.name);
  if (!own.description.empty()) out.description = std::move(own.description);
  out.limits.insert(out.limits.end(), own.limits.begin(), own.limits.end());
  if (own.isolation != nullptr) out.isolation = own.isolation;
  if (own.sandbox != nullptr) out.sandbox = own.sandbox;
  for (StepDeclaration& step : own.steps) lay_over(out.steps, std::move(step));
  return out;
}

// One entry of the extending file: it changes, moves or removes the step of its id, or is a new one.
void Composition::lay_over(Steps& steps, StepDeclaration entry) {
  const auto found = entry.id.empty() ? steps.end() : find_step(steps, entry.id);
  if (found == steps.end()) {
    if (entry.is_removed || (entry.use == nullptr && !entry.id.empty()))
      complain(*entry.node, fmt::format("the extended pipeline has no step '{}'", entry.id),
               known_steps(steps, entry.id));
    else
      insert(steps, std::move(entry));
    return;
  }
  if (found->is_output != entry.is_output) {
    complain(*entry.node,
             fmt::format("'{}' is {} of the extended pipeline", entry.id,
                         found->is_output ? "an output" : "a step"),
             fmt::format("move it to the list under '{}'", found->is_output ? "outputs" : "steps"));
    return;
  }
  if (entry.is_removed) {
    steps.erase(found);
    return;
  }
  change(*found, entry);
  if (entry.place == nullptr) return;
  StepDeclaration moved = std::move(*found);
  moved.place = entry.place;
  moved.is_before = entry.is_before;
  steps.erase(found);
  insert(steps, std::move(moved));
}

void Composition::change(StepDeclaration& step, const StepDeclaration& by) {
  step.changes = by.node;
  if (by.use != nullptr && (step.use == nullptr || by.use->scalar() != step.use->scalar())) {
    step.use = by.use;  // another stage: the options of the old one mean nothing to it
    step.with = by.with;
  } else if (by.with != nullptr && !by.with->is_map()) {
    complain(*by.with, "'with' must be a map of options", "write only those that change");
  } else {
    step.with_over = by.with;
  }
  if (by.to != nullptr) step.to = by.to;
  if (by.volume != nullptr) step.volume = by.volume;
  if (by.when != nullptr) step.when = by.when;
  if (by.unless != nullptr) step.unless = by.unless;
}

void Composition::insert(Steps& steps, StepDeclaration step) {
  if (step.place == nullptr) {
    steps.insert(step.is_output ? steps.end() : first_output(steps), std::move(step));
    return;
  }
  const auto neighbour = find_step(steps, step.place->scalar());
  if (neighbour == steps.end() || neighbour->is_output != step.is_output) {
    complain(*step.place, fmt::format("there is no step '{}' to stand beside", brief(step.place->scalar())),
             known_steps(steps, step.place->scalar()));
    return;
  }
  steps.insert(step.is_before ? neighbour : std::next(neighbour), std::move(step));
}

}  // namespace minutemill
