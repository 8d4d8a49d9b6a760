#include <minutemill/rules.hpp>

#include <minutemill/plugin.hpp>

#include "rules/rule_file.hpp"
#include "rules/rule_set.hpp"
#include "rules/splitter.hpp"
#include "rules/tagger.hpp"

namespace minutemill {

std::string_view to_string(RuleEvent::Outcome outcome) noexcept {
  switch (outcome) {
    case RuleEvent::Outcome::taken:
      return "taken";
    case RuleEvent::Outcome::outranked:
      return "outranked";
    case RuleEvent::Outcome::vetoed:
      return "vetoed";
    case RuleEvent::Outcome::unreadable:
      return "unreadable";
    case RuleEvent::Outcome::repeated:
      return "repeated";
  }
  return "";
}

RuleSet::RuleSet(std::shared_ptr<const rules::Knowledge> state) : state_(std::move(state)) {}
RuleSet::~RuleSet() = default;

std::unique_ptr<const RuleSet> RuleSet::load(const ConfigFile& file, Setup& setup) {
  if (file.path.empty() && file.text.empty()) return nullptr;  // it was not found, which has been said
  const auto read = [&]() -> std::shared_ptr<const void> {
    auto state = std::make_shared<rules::Knowledge>();
    return rules::RuleFile(*state, setup).read(file) ? state : nullptr;
  };
  auto state = std::static_pointer_cast<const rules::Knowledge>(
      setup.share("rules\n" + file.path + '\n' + file.file + '\n' + file.text, read));
  if (state == nullptr) return nullptr;
  return std::unique_ptr<const RuleSet>(new RuleSet(std::move(state)));
}

const std::string& RuleSet::name() const noexcept {
  return state_->name;
}

SplitResult RuleSet::split(Document& document, const SplitSettings& settings) const {
  return rules::split_sections(document, *state_, settings);
}

TagResult RuleSet::tag(Document& document, const Observer& observer) const {
  rules::Reading reading(document, *state_);
  return rules::Tagger(reading, observer).run();
}

}  // namespace minutemill
