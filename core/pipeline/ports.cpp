#include "pipeline/ports.hpp"

#include <optional>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minutemill {
namespace {

// The names of stages that take one thing and give the other; all plugins are loaded for it, which only a
// wrong pipeline costs.
std::vector<std::string_view> bridges(Registry& registry, Port takes, Port gives) {
  std::vector<std::string_view> out;
  for (const StageInfo* stage : registry.stages())
    if (stage->takes == takes && stage->gives == gives) out.emplace_back(stage->name);
  return out;
}

class PortCheck {
 public:
  PortCheck(Port first, Registry& registry, Diagnostics& diagnostics)
      : at_(first), registry_(registry), diagnostics_(diagnostics) {}

  void step(const StepDeclaration& step, const StageInfo* stage) {
    if (stage == nullptr) {
      at_.reset();  // whatever it is: no error follows from another
      last_ = nullptr;
      return;
    }
    if (stage->gives == Port::artifact) {
      complain(step, fmt::format("{} makes a file: it is no step", stage->name),
               "move it to the list under `outputs`");
      return;
    }
    if (at_ && *at_ != stage->takes) mismatch(step, *stage);
    at_ = stage->gives;
    last_ = stage;
  }

  void output(const StepDeclaration& step, const StageInfo* stage) {
    if (stage == nullptr) return;
    if (stage->gives != Port::artifact) {
      complain(step, fmt::format("{} makes no file: it is no output", stage->name),
               "move it to the list under `steps`");
    } else if (at_ && *at_ != stage->takes && !told_) {
      told_ = true;  // the others would say the same
      mismatch(step, *stage);
    }
  }

 private:
  void mismatch(const StepDeclaration& step, const StageInfo& stage) {
    const std::string before = last_ != nullptr
                                   ? fmt::format("{} before it gives {}", last_->name, to_string(*at_))
                                   : fmt::format("a pipeline begins with {}", to_string(*at_));
    std::string hint;
    if (const auto between = bridges(registry_, *at_, stage.takes); !between.empty()) {
      hint = fmt::format("put a stage between them that makes {} of {}: {}", to_string(stage.takes),
                         to_string(*at_), fmt::join(between, ", "));
    } else if (const auto instead = bridges(registry_, *at_, stage.gives);
               !instead.empty() && stage.gives != Port::artifact) {
      hint = fmt::format("stages that make {} of {}: {}", to_string(stage.gives), to_string(*at_),
                         fmt::join(instead, ", "));
    } else {
      hint = "look at the order of the steps";
    }
    complain(step, fmt::format("{} takes {}, but {}", stage.name, to_string(stage.takes), before),
             std::move(hint));
  }

  void complain(const StepDeclaration& step, std::string message, std::string hint) {
    diagnostics_.add(step.use->document().at(*step.use, std::move(message), std::move(hint)));
  }

  std::optional<Port> at_;
  const StageInfo* last_ = nullptr;
  bool told_ = false;
  Registry& registry_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_ports(const PipelineDeclaration& pipeline, const std::vector<const StageInfo*>& stages, Port first,
                 Registry& registry, Diagnostics& diagnostics) {
  if (pipeline.steps.empty() || pipeline.steps.front().is_output) return;  // told already
  PortCheck check(first, registry, diagnostics);
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const StepDeclaration& step = pipeline.steps[i];
    if (step.is_output)
      check.output(step, stages[i]);
    else
      check.step(step, stages[i]);
  }
}

}  // namespace minutemill
