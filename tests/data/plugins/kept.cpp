// The source of kept-abi1-x86_64.so, a plugin that is kept as the first release of plugin ABI 1 built it: a
// stage of each shape that reads, changes and writes, an option of every type, reports and failures. Do not
// change it, nor build it anew with a later release: that it still works is what the test is about.
#include <array>
#include <stdexcept>

#include <minutemill/plugin.hpp>

namespace {

using namespace minutemill;

class Read {
 public:
  static constexpr std::string_view name = "kept_read";
  static constexpr std::string_view summary = "A paragraph for each line.";
  using Options = NoOptions;
  void process(const Input& input, Document& document, Context& context) {
    std::string_view rest = input.bytes;
    while (!rest.empty()) {
      context.check_time();
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const auto begin = static_cast<std::uint32_t>(rest.data() - input.bytes.data());
      Node& paragraph = document.append_new(document.body(), NodeKind::paragraph);
      paragraph.set_span({begin, begin + static_cast<std::uint32_t>(end)});
      document.append(paragraph, document.create_text(rest.substr(0, end), paragraph.span()));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    document.source().name = input.name;
  }
};

struct ChangeOptions {
  bool loud = false;
  std::int64_t times = 1;
  double share = 0.5;
  std::string mark = "!";
  std::string tone = "plain";
  TextList words;
  TextMap names;
  Milliseconds pause{0};
  ByteSize room{1024};
  ConfigFile rules;
};
constexpr std::string_view kTones[] = {"plain", "warm"};
constexpr std::array kChange{
    option<&ChangeOptions::loud>("loud", "Boolean."),
    option<&ChangeOptions::times>("times", "Whole number.").between(1, 9),
    option<&ChangeOptions::share>("share", "Number.").between(0, 1),
    option<&ChangeOptions::mark>("mark", "Text."),
    option<&ChangeOptions::tone>("tone", "Choice.").one_of(kTones),
    option<&ChangeOptions::words>("words", "List."),
    option<&ChangeOptions::names>("names", "Map."),
    option<&ChangeOptions::pause>("pause", "Duration."),
    option<&ChangeOptions::room>("room", "Size."),
    option<&ChangeOptions::rules>("rules", "Config file.").in_folder("rules"),
};
constexpr ReportKind kChanged{9001, Severity::warning, "changed", "Options as they arrived."};
constexpr std::array kReports{kChanged};

class Change {
 public:
  static constexpr std::string_view name = "kept_change";
  static constexpr std::string_view summary = "Puts a mark behind every paragraph.";
  using Options = ChangeOptions;
  static constexpr auto& options = kChange;
  static constexpr auto& reports = kReports;
  Change(const ChangeOptions& chosen, Setup&) : options_(chosen) {}
  void process(Document& document, Context& context) {
    for (Node& node : document.body().children()) {
      if (Document::plain_text(node) == "fail")
        throw StageFailure(FailureCode::structure, "as asked", node.span());
      if (Document::plain_text(node) == "throw") throw std::runtime_error("thrown");
      document.append(node, document.create_text(options_.mark));
      document.set(node, Attr::role, std::string_view(options_.tone));
    }
    document.metadata()["words"] = Value::list();
    for (const std::string& word : options_.words)
      document.metadata()["words"].items().push_back(Value::text(word));
    std::string told = std::to_string(options_.times) + " " + std::to_string(options_.pause.count()) + " " +
                       std::to_string(options_.room.bytes) + (options_.loud ? " loud" : " soft");
    for (const auto& [key, value] : options_.names) told += " " + key + "=" + value;
    context.report(kChanged, told);
  }

 private:
  ChangeOptions options_;
};

class Write {
 public:
  static constexpr std::string_view name = "kept_write";
  static constexpr std::string_view summary = "Writes roles and texts.";
  static constexpr std::string_view media_type = "text/plain";
  static constexpr std::string_view extension = "kept";
  using Options = NoOptions;
  Artifact process(const Document& document, Context&) {
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    for (const Node& node : document.body().children())
      artifact.bytes.append(node.get(Attr::role))
          .append(": ")
          .append(Document::plain_text(node))
          .append("\n");
    artifact.bytes += document.metadata().find("words")->to_line() + "\n";
    artifact.tally = tally(document);
    return artifact;
  }
};

}  // namespace

MINUTEMILL_PLUGIN("kept", "1.0.0", Read, Change, Write)
