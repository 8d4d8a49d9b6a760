// anonymise: takes the names of persons out of a report, those that the record knows and those that the
// pipeline names.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/plugin.hpp>

namespace {

using namespace minutemill;

struct AnonymiseOptions {
  std::string replacement = "N. N.";
  TextList fields{"chairs", "attendees", "observers", "absent", "recorder", "reporters", "editor"};
  TextList names;
};

constexpr std::array kOptions{
    option<&AnonymiseOptions::replacement>("replacement", "What stands in place of a name."),
    option<&AnonymiseOptions::fields>("fields", "Fields of the record whose values are names of persons."),
    option<&AnonymiseOptions::names>("names", "Names to take out besides those of the record."),
};

constexpr ReportKind kReplaced{9001, Severity::note, "names replaced",
                               "Names of persons were taken out of the text."};
constexpr std::array kReports{kReplaced};

class Anonymise {
 public:
  static constexpr std::string_view name = "anonymise";
  static constexpr std::string_view summary = "Takes the names of persons out of a report.";
  using Options = AnonymiseOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;

  explicit Anonymise(const AnonymiseOptions& chosen) : options_(chosen) {}

  void process(Document& document, Context& context) {
    std::vector<std::string> names = options_.names;
    for (const std::string& field : options_.fields)
      if (const Value* value = document.metadata().at(field)) collect(*value, names);
    // The longest first, so that "Ann Lee" is not left as "N. N. Lee" by "Ann".
    std::ranges::sort(names, [](const std::string& a, const std::string& b) { return a.size() > b.size(); });

    std::size_t count = 0;
    for (Node* root : {&document.body(), &document.furniture()}) {
      for (Node* node = root; node != nullptr; node = next_in_tree(*node, *root)) {
        context.check_time();
        std::string text(node->text());
        const std::size_t here = replace(text, names);
        if (here != 0) document.set_text(*node, text);
        count += here;
      }
    }
    for (auto& [key, value] : document.metadata()) count += clean(value, names);
    document.annotations().clear();  // their offsets hold no longer
    if (count != 0) context.report(kReplaced, std::to_string(count));
  }

 private:
  static void collect(const Value& value, std::vector<std::string>& names) {
    if (value.kind() == Value::Kind::text && !value.as_text().empty()) names.push_back(value.as_text());
    for (const Value& item : value.items()) collect(item, names);
  }

  // Values, and the words that prove them.
  std::size_t clean(Value& value, const std::vector<std::string>& names) const {
    std::size_t count = 0;
    if (value.kind() == Value::Kind::text) {
      std::string text = value.as_text();
      count += replace(text, names);
      if (count != 0) {
        Value changed = Value::text(text);
        changed.evidence() = std::move(value.evidence());
        value = std::move(changed);
      }
    }
    for (Evidence& evidence : value.evidence()) {
      count += replace(evidence.quote, names);
      for (std::string& other : evidence.rejected) count += replace(other, names);
    }
    for (Value& item : value.items()) count += clean(item, names);
    if (value.kind() == Value::Kind::record)
      for (auto& [key, field] : value.fields()) count += clean(field, names);
    return count;
  }

  std::size_t replace(std::string& text, const std::vector<std::string>& names) const {
    std::size_t count = 0;
    for (const std::string& name : names) {
      for (std::size_t at = text.find(name); at != std::string::npos;
           at = text.find(name, at + options_.replacement.size())) {
        text.replace(at, name.size(), options_.replacement);
        ++count;
      }
    }
    return count;
  }

  AnonymiseOptions options_;
};

}  // namespace

MINUTEMILL_PLUGIN("anonymise", "1.0.0", Anonymise)
