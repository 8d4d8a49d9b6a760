// Puts the blocks of a report into sections: preamble, agenda items, closing; numbered and marked-up headings
// nest.
#include <array>
#include <memory>

#include <minutemill/plugin.hpp>
#include <minutemill/rules.hpp>

namespace {

using namespace minutemill;

struct SplitOptions {
  ConfigFile rules;
  std::int64_t depth = 3;
  bool generate_headings = true;
};

constexpr std::array kOptions{
    option<&SplitOptions::rules>("rules", "Rule file; its `sections` and `agenda` parts are used.")
        .in_folder("rules")
        .required(),
    option<&SplitOptions::depth>("depth", "Deepest level of heading that gets a section of its own.")
        .between(1, 6),
    option<&SplitOptions::generate_headings>("generate_headings",
                                             "Gives a section without a heading in the text the topic of its "
                                             "agenda item as heading, marked as generated."),
};

constexpr ReportKind kUnplaced{
    3201, Severity::note, "agenda item without section",
    "An agenda item was read that no paragraph of its own takes up; it is in the record only."};
constexpr ReportKind kUndivided{3202, Severity::note, "no sections found",
                                "Nothing in the text begins a section by the rules; the body is one section. "
                                "Look at it with `minutemill trace`."};
constexpr std::array kReports{kUnplaced, kUndivided};

class SectionSplit {
 public:
  static constexpr std::string_view name = "section_split";
  static constexpr std::string_view summary =
      "Puts the blocks of a report into sections by the rules of a rule file.";
  using Options = SplitOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;

  SectionSplit(const SplitOptions& given, Setup& setup)
      : rules_(RuleSet::load(given.rules, setup)), settings_{given.depth, given.generate_headings} {}

  void process(Document& document, Context& context) {
    if (rules_ == nullptr) throw StageFailure(FailureCode::plugin, "the rule file was refused");
    const SplitResult result = rules_->split(document, settings_);
    for (const std::size_t item : result.unplaced)
      context.report(kUnplaced, "item " + std::to_string(item + 1));
    if (result.sections <= 1) context.report(kUndivided, {});
  }

 private:
  std::unique_ptr<const RuleSet> rules_;
  SplitSettings settings_;
};

}  // namespace

MINUTEMILL_PLUGIN("section_split", "1.0.0", SectionSplit)
