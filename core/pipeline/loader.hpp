// From a pipeline's text to a Pipeline with all its stages made.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/composition.hpp"
#include "pipeline/config_files.hpp"
#include "pipeline/engine_state.hpp"
#include "pipeline/overrides.hpp"
#include "pipeline/pipeline_file.hpp"
#include "pipeline/pipeline_state.hpp"
#include "pipeline/stage_setup.hpp"
#include <minutemill/engine.hpp>

namespace minutemill {

class PipelineLoader {
 public:
  PipelineLoader(Registry& registry, const std::vector<std::string>& config_folders, std::string path,
                 Diagnostics& diagnostics);
  std::optional<Pipeline> load(std::string text, const std::vector<Override>& overrides);

 private:
  void find_stages();
  void read_conditions();
  void read_limits();
  void check_limit_names();
  void read_isolation();
  void read_sandbox();
  void make_steps();
  void make_step(const StepDeclaration& step, const StageInfo& stage);
  void make_name(const StepDeclaration& step);
  void make_volume(const StepDeclaration& step, const StageInfo& stage);
  void check_names();
  void set_output_fingerprints();
  [[nodiscard]] ConfigLoader config_loader(Diagnostics& diagnostics);
  void complain(const ConfigNode& at, std::string message, std::string hint);

  Registry& registry_;
  const std::vector<std::string>& config_folders_;
  std::string path_;
  Diagnostics& diagnostics_;
  ConfigFiles files_;
  std::unique_ptr<ConfigDocument> document_;
  Composition composition_;
  std::optional<Overrides> overrides_;
  PipelineDeclaration declaration_;
  std::vector<const StageInfo*> stages_;   // one a step, null when there is none
  std::vector<Applicability> conditions_;  // one a step
  std::vector<std::string> step_fingerprints_;
  SharedThings shared_;
  std::unique_ptr<Pipeline::State> state_;
};

}  // namespace minutemill
