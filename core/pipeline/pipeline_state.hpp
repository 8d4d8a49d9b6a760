// What a Pipeline holds: its stages, ready, and the memory that is used again for each document.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/condition.hpp"
#include "pipeline/name_template.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/volume_spec.hpp"
#include <minutemill/document.hpp>
#include <minutemill/engine.hpp>
#include <minutemill/markup.hpp>

namespace minutemill {

// A stage made by a plugin.
class StageObject {
 public:
  StageObject(const StageInfo& info, void* stage) noexcept : info_(&info), stage_(stage) {}
  StageObject(StageObject&& other) noexcept
      : info_(other.info_), stage_(std::exchange(other.stage_, nullptr)) {}
  StageObject& operator=(StageObject&&) = delete;
  ~StageObject() {
    if (stage_ != nullptr) info_->destroy(stage_);
  }
  bool process(const Flow& flow, Context& context, Failure& failure) noexcept {
    return info_->process(stage_, flow, context, failure);
  }
  bool make_part(const Document& document, Part& part, Context& context, Failure& failure) noexcept {
    return info_->make_part(stage_, document, part, context, failure);
  }
  bool bind(const Volume& volume, OutputSink& sink, Context& context, Failure& failure) noexcept {
    return info_->bind(stage_, volume, sink, context, failure);
  }

 private:
  const StageInfo* info_;
  void* stage_;
};

struct Pipeline::State {
  std::string name;
  std::string description;
  std::string path;
  std::string fingerprint;
  Limits limits;
  Isolation isolation = Isolation::process;
  SandboxMode sandbox = SandboxMode::automatic;
  std::vector<std::string> folders;  // of plugins and configs

  // One entry a step, the outputs behind the others.
  std::vector<StepInfo> infos;
  std::vector<StageObject> stages;
  std::vector<Applicability> conditions;
  std::vector<NameTemplate> names;                 // one entry an output
  std::vector<std::optional<VolumeSpec>> volumes;  // the same
  std::size_t output_begin = 0;                    // index of the first output

  RunContext context;
  std::function<void(std::string_view)> observer;
  Markup markup;
  Document document;
  Failure failure;
};

}  // namespace minutemill
