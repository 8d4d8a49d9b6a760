// Stages that do what stages should not, and some that do next to nothing.
#include <array>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include <minutemill/plugin.hpp>

namespace {

using namespace minutemill;

constexpr ReportKind kSaid{9001, Severity::warning, "said", "A probe said something."};

// The input's bytes as one paragraph.
class ProbeRead {
 public:
  static constexpr std::string_view name = "probe_read";
  static constexpr std::string_view summary = "Reads bytes as one paragraph.";
  using Options = NoOptions;
  void process(const Input& input, Document& document, Context&) {
    Node& paragraph = document.append_new(document.body(), NodeKind::paragraph);
    document.append(paragraph, document.create_text(input.bytes));
    document.metadata().set("title", Value::text(std::string(input.bytes)));
  }
};

struct MisbehaveOptions {
  std::string how = "no";
  std::int64_t times = 1;
};
constexpr std::array kMisbehaveOptions{
    option<&MisbehaveOptions::how>("how", "What it does."),
    option<&MisbehaveOptions::times>("times", "How often.").between(0, 1000000)};

class ProbeMisbehave {
 public:
  static constexpr std::string_view name = "probe_misbehave";
  static constexpr std::string_view summary = "Misbehaves.";
  using Options = MisbehaveOptions;
  static constexpr auto& options = kMisbehaveOptions;
  explicit ProbeMisbehave(const MisbehaveOptions& given) : options_(given) {
    if (options_.how == "construct") throw std::runtime_error("no such mood");
  }
  void process(Document&, Context& context) {
    if (options_.how == "throw") throw std::runtime_error("it broke");
    if (options_.how == "throw_number") throw 5;
    if (options_.how == "fail") throw StageFailure(FailureCode::structure, "not like this", {3, 7});
    if (options_.how == "sleep") std::this_thread::sleep_for(std::chrono::milliseconds(options_.times));
    if (options_.how == "loop")
      for (;;) context.check_time();
    if (options_.how == "report")
      for (std::int64_t i = 0; i < options_.times; ++i) context.report(kSaid, std::to_string(i), {1, 2});
    if (options_.how == "sibling")
      context.report(
          kSaid, context.sibling("a/b.png").value_or("none") + context.sibling("../b.png").value_or("none"));
  }

 private:
  MisbehaveOptions options_;
};

class ProbeNothing {
 public:
  static constexpr std::string_view name = "probe_nothing";
  static constexpr std::string_view summary = "Does nothing.";
  using Options = NoOptions;
  void process(Document&, Context&) {}
};

struct ConfigOptions {
  ConfigFile file;
};
constexpr std::array kConfigOptions{option<&ConfigOptions::file>("file", "A file.").in_folder("words")};

class ProbeConfig {
 public:
  static constexpr std::string_view name = "probe_config";
  static constexpr std::string_view summary = "Is given a file.";
  using Options = ConfigOptions;
  static constexpr auto& options = kConfigOptions;
  void process(Document&, Context&) {}
};

class ProbeSetup {
 public:
  static constexpr std::string_view name = "probe_setup";
  static constexpr std::string_view summary = "Loads a file while it is made.";
  using Options = NoOptions;
  ProbeSetup(const NoOptions&, Setup& setup) { (void)setup.load("../../../etc/passwd", "rules"); }
  void process(Document&, Context&) {}
};

struct WriteOptions {
  std::int64_t keep = -1;
  std::string media_type = "text/plain";
};
constexpr std::array kWriteOptions{
    option<&WriteOptions::keep>("keep", "Characters that are counted; -1 for all."),
    option<&WriteOptions::media_type>("media_type", "What the file claims to be.")};

class ProbeWrite {
 public:
  static constexpr std::string_view name = "probe_write";
  static constexpr std::string_view summary = "Writes plain text.";
  static constexpr std::string_view extension = "txt";
  using Options = WriteOptions;
  static constexpr auto& options = kWriteOptions;
  explicit ProbeWrite(const WriteOptions& given) : options_(given) {}
  Artifact process(const Document& document, Context&) {
    Artifact out{options_.media_type, "txt", Document::plain_text(document.body()), tally(document)};
    if (options_.keep >= 0) out.tally.characters = static_cast<std::uint64_t>(options_.keep);
    return out;
  }

 private:
  WriteOptions options_;
};

}  // namespace

MINUTEMILL_PLUGIN("probe_stages", "1.2.3", ProbeRead, ProbeMisbehave, ProbeNothing, ProbeConfig, ProbeSetup,
                  ProbeWrite)
