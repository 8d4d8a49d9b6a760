#include "pipeline/ports.hpp"

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

// A set of ports.
class Ports {
 public:
  Ports() = default;
  explicit Ports(Port one) { add(one); }
  void add(Port port) { bits_ |= bit(port); }
  void remove(Port port) { bits_ &= ~bit(port); }
  [[nodiscard]] bool has(Port port) const { return (bits_ & bit(port)) != 0; }
  [[nodiscard]] bool is_only(Port port) const { return bits_ == bit(port); }
  // The first that is not `port`; `port` itself when there is none.
  [[nodiscard]] Port other_than(Port port) const {
    for (const Port other : {Port::bytes, Port::markup, Port::document})
      if (other != port && has(other)) return other;
    return port;
  }
  [[nodiscard]] bool is_one() const { return (bits_ & (bits_ - 1)) == 0; }

 private:
  static unsigned bit(Port port) { return 1U << static_cast<unsigned>(port); }
  unsigned bits_ = 0;
};

class PortCheck {
 public:
  PortCheck(Port first, Registry& registry, Diagnostics& diagnostics)
      : at_(first), registry_(registry), diagnostics_(diagnostics) {}

  void step(const StepDeclaration& step, const StageInfo* stage, const Applicability& condition) {
    if (stage == nullptr) {
      known_ = false;  // whatever it is: no error follows from another
      last_ = nullptr;
      return;
    }
    if (stage->gives == Port::artifact) {
      complain(*step.use, fmt::format("{} makes a file: it is no step", stage->name),
               "move it to the list under `outputs`");
      return;
    }
    if (known_) take(step, *stage, condition);
    if (!known_ || condition.always()) at_ = Ports();
    if (condition.is_port_alone()) at_.remove(stage->takes);
    at_.add(stage->gives);
    known_ = true;
    last_ = stage;
  }

  void output(const StepDeclaration& step, const StageInfo* stage, const Applicability& condition) {
    if (stage == nullptr) return;
    if (stage->gives != Port::artifact) {
      complain(*step.use, fmt::format("{} makes no file: it is no output", stage->name),
               "move it to the list under `steps`");
    } else if (known_ && !at_.is_only(stage->takes) && !told_) {
      told_ = true;  // the others would say the same
      take(step, *stage, condition);
    }
  }

 private:
  void take(const StepDeclaration& step, const StageInfo& stage, const Applicability& condition) {
    if (condition.has_metadata() && !at_.has(Port::document))
      complain(step.when != nullptr ? *step.when : *step.unless,
               "there is no record yet to hold this against",
               "conditions on metadata stand in steps after the one that gives a document");
    const auto wanted = condition.when ? condition.when->port() : std::nullopt;
    if (wanted && *wanted == stage.takes && at_.has(stage.takes)) return;
    if (wanted && *wanted != stage.takes) {
      complain(*step.when,
               fmt::format("{} takes {}, which is not what its condition asks for", stage.name,
                           to_string(stage.takes)),
               fmt::format("write port: {}", to_string(stage.takes)));
    } else if (at_.is_one() || !at_.has(stage.takes)) {
      if (!at_.is_only(stage.takes)) mismatch(step, stage);
    } else {
      complain(*step.use,
               fmt::format("{} takes {}, but may be given {}, since steps before it have conditions",
                           stage.name, to_string(stage.takes), to_string(at_.other_than(stage.takes))),
               stage.gives == Port::artifact
                   ? "end with a step that reads what the others leave: when: {port: bytes}"
                   : fmt::format("say what it is meant for: when: {{port: {}}}", to_string(stage.takes)));
    }
  }

  void mismatch(const StepDeclaration& step, const StageInfo& stage) {
    const bool of_last = last_ != nullptr && at_.has(last_->gives) && last_->gives != stage.takes;
    const Port given = of_last ? last_->gives : at_.other_than(stage.takes);
    const std::string before = last_ != nullptr
                                   ? fmt::format("{} before it gives {}", last_->name, to_string(given))
                                   : fmt::format("a pipeline begins with {}", to_string(given));
    std::string hint;
    if (const auto between = bridges(registry_, given, stage.takes); !between.empty()) {
      hint = fmt::format("put a stage between them that makes {} of {}: {}", to_string(stage.takes),
                         to_string(given), fmt::join(between, ", "));
    } else if (const auto instead = bridges(registry_, given, stage.gives);
               !instead.empty() && stage.gives != Port::artifact) {
      hint = fmt::format("stages that make {} of {}: {}", to_string(stage.gives), to_string(given),
                         fmt::join(instead, ", "));
    } else {
      hint = "look at the order of the steps";
    }
    complain(*step.use, fmt::format("{} takes {}, but {}", stage.name, to_string(stage.takes), before),
             std::move(hint));
  }

  void complain(const ConfigNode& at, std::string message, std::string hint) {
    diagnostics_.add(at.document().at(at, std::move(message), std::move(hint)));
  }

  Ports at_;           // what there can be at this place
  bool known_ = true;  // false behind a stage that is not known
  const StageInfo* last_ = nullptr;
  bool told_ = false;
  Registry& registry_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_ports(const PortQuestion& question, Registry& registry, Diagnostics& diagnostics) {
  const std::vector<StepDeclaration>& steps = question.pipeline->steps;
  if (steps.empty() || steps.front().is_output) return;  // told already
  PortCheck check(question.first, registry, diagnostics);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const StageInfo* stage = (*question.stages)[i];
    const Applicability& condition = (*question.conditions)[i];
    if (steps[i].is_output)
      check.output(steps[i], stage, condition);
    else
      check.step(steps[i], stage, condition);
  }
}

}  // namespace minutemill
