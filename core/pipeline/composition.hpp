// `extends:` and `include:`: one pipeline made of several files.
//   extends: gov-minutes        all of another pipeline, with this file's steps and limits laid over it
//   - include: cleaning.yaml    the steps (or outputs) of another file in the place of this entry
// One level deep: what is extended extends nothing, what is included includes and extends nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/config_files.hpp"
#include "pipeline/pipeline_file.hpp"
#include <minutemill/config.hpp>

namespace minutemill {

class Composition {
 public:
  // Both outlive the composition.
  Composition(ConfigFiles& files, Diagnostics& diagnostics) : files_(files), diagnostics_(diagnostics) {}

  // The pipeline of `own` with all that it extends and includes. The declaration points into `own` and into
  // files that the composition keeps.
  [[nodiscard]] PipelineDeclaration read(const ConfigDocument& own);

 private:
  using Steps = std::vector<StepDeclaration>;

  // The file that `name` (the value of `extends` or `include`) names; null after a diagnostic.
  const ConfigDocument* load(const ConfigNode& name);
  void include_files(PipelineDeclaration& pipeline);
  void include_file(const StepDeclaration& entry, Steps& into);
  PipelineDeclaration extend(PipelineDeclaration base, PipelineDeclaration own);
  void lay_over(Steps& steps, StepDeclaration entry);
  void change(StepDeclaration& step, const StepDeclaration& by);
  void insert(Steps& steps, StepDeclaration step);
  void complain(const ConfigNode& at, std::string message, std::string hint);

  ConfigFiles& files_;
  Diagnostics& diagnostics_;
  const ConfigDocument* own_ = nullptr;
  std::vector<std::unique_ptr<ConfigDocument>> documents_;
};

}  // namespace minutemill
