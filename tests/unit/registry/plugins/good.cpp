// A plugin in which everything is as it should be: an option of every type, two stages, a report.
#include <array>

#include <minutemill/plugin.hpp>

namespace {

using namespace minutemill;

struct GoodOptions {
  bool loud = false;
  std::int64_t times = 2;
  double share = 0.5;
  std::string mark = "!";
  std::string tone = "plain";
  TextList words{"a", "b"};
  TextMap names;
  Milliseconds pause{0};
  ByteSize room{1024};
  ConfigFile rules;
};

constexpr std::string_view kTones[] = {"plain", "warm", "cold"};
constexpr std::array kOptions{
    option<&GoodOptions::loud>("loud", "Whether to shout."),
    option<&GoodOptions::times>("times", "How often.").between(1, 6),
    option<&GoodOptions::share>("share", "How much of it.").between(0, 1),
    option<&GoodOptions::mark>("mark", "What is put behind a heading."),
    option<&GoodOptions::tone>("tone", "In which tone.").one_of(kTones),
    option<&GoodOptions::words>("words", "Words to say."),
    option<&GoodOptions::names>("names", "Names to change."),
    option<&GoodOptions::pause>("pause", "Rest between two documents.").between(0, 60000),
    option<&GoodOptions::room>("room", "Room to take."),
    option<&GoodOptions::rules>("rules", "Rule file.").in_folder("rules"),
};

constexpr ReportKind kMarked{9001, Severity::note, "heading marked", "A mark was put behind a heading."};
constexpr std::array kReports{kMarked};

class Marker {
 public:
  static constexpr std::string_view name = "test_mark";
  static constexpr std::string_view summary = "Puts a mark behind every heading.";
  using Options = GoodOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;

  explicit Marker(const GoodOptions& chosen) : mark_(chosen.mark) {}

  void process(Document& document, Context& context) {
    for (Node* node = &document.body(); node != nullptr; node = next_in_tree(*node, document.body())) {
      if (node->kind() != NodeKind::heading) continue;
      document.append(*node, document.create_text(mark_));
      context.report(kMarked, mark_, node->span());
    }
  }

 private:
  std::string mark_;
};

class Nothing {
 public:
  static constexpr std::string_view name = "test_nothing";
  static constexpr std::string_view summary = "Does nothing.";
  using Options = NoOptions;
  void process(Document&, Context&) {}
};

}  // namespace

MINUTEMILL_PLUGIN("test_good", "1.2.3", Marker, Nothing)
