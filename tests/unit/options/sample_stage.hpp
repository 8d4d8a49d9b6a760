// A stage with an option of every type, for the tests of this folder.
#pragma once

#include <array>

#include <minutemill/plugin.hpp>

namespace sample {

using namespace minutemill;

struct Options {
  bool loud = false;
  std::int64_t depth = 3;
  double share = 0.5;
  std::string mark = "!";
  std::string tone = "plain";
  TextList words{"a", "b"};
  TextList tones;
  TextMap names;
  Milliseconds pause{1500};
  ByteSize room{65536};
  ConfigFile rules;
};

inline constexpr std::string_view kTones[] = {"plain", "warm", "cold"};
inline constexpr std::array kOptions{
    option<&Options::loud>("loud", "Whether to shout."),
    option<&Options::depth>("depth", "Deepest level that gets a section of its own.").between(1, 6),
    option<&Options::share>("share", "How much of it.").between(0, 1),
    option<&Options::mark>("mark", "What is put behind a heading."),
    option<&Options::tone>("tone", "In which tone.").one_of(kTones),
    option<&Options::words>("words", "Words to say."),
    option<&Options::tones>("tones", "Tones to try.").one_of(kTones),
    option<&Options::names>("names", "Names to change."),
    option<&Options::pause>("pause", "Rest between two documents.").between(0, 60000),
    option<&Options::room>("room", "Room to take.").between(1024, 1048576),
    option<&Options::rules>("rules", "Rule file.").in_folder("rules").required(),
};
inline constexpr std::array kReports{
    ReportKind{9001, Severity::warning, "heading marked", "A mark was put | behind a heading."},
};

class Stage {
 public:
  static constexpr std::string_view name = "sample";
  static constexpr std::string_view summary = "Shows options of every type.";
  using Options = sample::Options;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;
  void process(Document&, Context&) {}
};

class Plain {
 public:
  static constexpr std::string_view name = "plain";
  static constexpr std::string_view summary = "Has no options.";
  using Options = NoOptions;
  void process(Markup&, Context&) {}
};

inline const StageInfo& info() {
  return detail::stage_info<Stage>;
}

}  // namespace sample
