// Fills the record of a meeting (body, date, chairs, agenda ...) by rules, each value with its evidence.
#include <array>
#include <memory>

#include <minutemill/plugin.hpp>
#include <minutemill/rules.hpp>

namespace {

using namespace minutemill;

struct TagOptions {
  ConfigFile rules;
  bool explain = false;
};

constexpr std::array kOptions{
    option<&TagOptions::rules>("rules", "Rule file; its `fields`, `rules` and `agenda` parts are used.")
        .in_folder("rules")
        .required(),
    option<&TagOptions::explain>("explain",
                                 "Reports what each rule took and what was rejected, with the reason."),
};

constexpr ReportKind kMissing{
    4101, Severity::note, "not in the text",
    "Fields that a report is expected to have, and for which no rule found anything. "
    "Nothing is guessed; they stay empty."};
constexpr ReportKind kTaken{4102, Severity::note, "rule took",
                            "A rule gave a value that is in the record (option explain)."};
constexpr ReportKind kRejected{4103, Severity::note, "rule rejected",
                               "What a rule found and why it is not in the record (option explain)."};
constexpr std::array kReports{kMissing, kTaken, kRejected};

class MetadataTag {
 public:
  static constexpr std::string_view name = "metadata_tag";
  static constexpr std::string_view summary =
      "Fills the record of a meeting by the rules of a rule file, with evidence.";
  using Options = TagOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;

  MetadataTag(const TagOptions& given, Setup& setup)
      : rules_(RuleSet::load(given.rules, setup)), explain_(given.explain) {}

  void process(Document& document, Context& context) {
    if (rules_ == nullptr) throw StageFailure(FailureCode::plugin, "the rule file was refused");
    const TagResult result = rules_->tag(
        document, explain_ ? RuleSet::Observer([&](const RuleEvent& event) { explain(event, context); })
                           : RuleSet::Observer());
    std::string missing;
    for (const std::string& field : result.missing) missing += (missing.empty() ? "" : ", ") + field;
    if (!missing.empty()) context.report(kMissing, missing);
  }

 private:
  static void explain(const RuleEvent& event, Context& context) {
    const bool taken = event.outcome == RuleEvent::Outcome::taken;
    std::string detail = event.field + " = " + event.value + " (" + event.rule + ")";
    if (!taken) detail += ": " + std::string(to_string(event.outcome)) + ", " + event.reason;
    const SourceSpan span =
        event.block != nullptr ? Document::source_span(*event.block, event.begin, event.end) : SourceSpan{};
    context.report(taken ? kTaken : kRejected, detail, span);
  }

  std::unique_ptr<const RuleSet> rules_;
  bool explain_;
};

}  // namespace

MINUTEMILL_PLUGIN("metadata_tag", "1.0.0", MetadataTag)
