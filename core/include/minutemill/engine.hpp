// The program as a library: load a pipeline once, give it bytes, get artifacts and reports. No file is
// written. examples/embed shows it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/config.hpp>
#include <minutemill/export.hpp>
#include <minutemill/plugin.hpp>
#include <minutemill/report.hpp>

namespace minutemill {

// Where things are searched. Empty folders of plugins or configs mean the stock ones.
struct EngineSettings {
  std::vector<std::string> plugin_folders;  // before all others (--plugin-dir)
  std::vector<std::string> config_folders;  // before the installed configs
  bool use_environment = true;              // MINUTEMILL_PLUGIN_PATH, XDG_DATA_HOME
};

// Plugins found on the search path. Loaded files are never unloaded.
class MINUTEMILL_API Engine {
 public:
  explicit Engine(EngineSettings settings = {});
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  struct PluginEntry {
    std::string file;
    std::string name;  // empty when rejected
    std::string version;
    std::vector<const StageInfo*> stages;
    std::string rejected;  // why, in a sentence; empty when loaded
  };
  // All plugin files of all folders, in search order.
  [[nodiscard]] const std::vector<PluginEntry>& plugins();
  [[nodiscard]] const std::vector<std::string>& plugin_folders() const noexcept;
  [[nodiscard]] const std::vector<std::string>& config_folders() const noexcept;
  // Null when no plugin has the stage.
  [[nodiscard]] const StageInfo* find_stage(std::string_view name);

 private:
  friend class Pipeline;
  struct State;
  std::unique_ptr<State> state_;
};

// One `key.option=value` of the command line; laid over the file before it is checked.
struct Override {
  std::string path;   // "sections.depth", "limits.time"
  std::string value;  // read as YAML
};

// One artifact of a document.
struct Output {
  std::string id;    // of the output step
  std::string name;  // safe relative file name from the output's `to:` template
  Artifact artifact;
};

struct StepTime {
  std::string id;
  std::uint64_t nanoseconds = 0;
};

// Why something of the input is not in an output.
enum class LossKind : std::uint8_t {
  furniture,    // a rule says that it belongs to the page and not to the text
  reported,     // a stage or exporter said so in a report
  unexplained,  // it is gone after the step, and nothing was said
};
[[nodiscard]] MINUTEMILL_API std::string_view to_string(LossKind kind) noexcept;

// An entry of a document's loss ledger: what one step, or one output, has left out for one cause.
struct Loss {
  std::string step;  // id of the step or output
  LossKind kind = LossKind::unexplained;
  std::string cause;  // the rule, or the report's kind ("MM5203 image left out"); empty when unexplained
  Tally what;
};

// What came of one input.
struct Conversion {
  bool ok = false;
  FailureCode failure = FailureCode::none;
  std::string failed_step;
  std::string message;  // why it failed
  SourceSpan span;
  std::vector<Output> outputs;
  std::vector<Report> reports;
  std::vector<StepTime> times;
  Tally tally;  // of the document that the exporters saw
  // Which values its record has: paths with a space between them, "title meeting.body date chairs".
  std::string fields;
  Tally source;              // of the input as read, before any cleaning: tally and what the steps left out
  std::vector<Loss> losses;  // of the steps in their order, then of the outputs
};

// Where the documents of a run are worked on.
enum class Isolation : std::uint8_t {
  process,  // in worker processes: a plugin that crashes or hangs costs one document
  none,     // in the program's own process
};

// Whether worker processes lay down, before their first document, what documents never need: other files, the
// network, programs.
enum class SandboxMode : std::uint8_t {
  automatic,  // as far as the kernel knows how
  off,
  required,  // a run refuses to begin where the kernel does not
};

// A checked pipeline, ready to convert. Not for two threads at once; make one for each.
class MINUTEMILL_API Pipeline {
 public:
  // `name` is a path, or the name of an installed config ("gov-minutes"). Nothing, with diagnostics, when
  // anything is wrong.
  static std::optional<Pipeline> load(Engine& engine, const std::string& name,
                                      const std::vector<Override>& overrides, Diagnostics& diagnostics);
  // The same from text; `path` is used in messages and for relative paths.
  static std::optional<Pipeline> parse(Engine& engine, std::string path, std::string text,
                                       const std::vector<Override>& overrides, Diagnostics& diagnostics);
  ~Pipeline();
  Pipeline(Pipeline&&) noexcept;
  Pipeline& operator=(Pipeline&&) noexcept;

  [[nodiscard]] const std::string& name() const noexcept;  // `name:`, or that of the file
  [[nodiscard]] const std::string& description() const noexcept;
  [[nodiscard]] const std::string& path() const noexcept;
  [[nodiscard]] const Limits& limits() const noexcept;
  [[nodiscard]] Isolation isolation() const noexcept;
  [[nodiscard]] SandboxMode sandbox() const noexcept;
  // Where its plugins and configs were looked for; a stage may still read there when it works.
  [[nodiscard]] const std::vector<std::string>& folders() const noexcept;
  // SHA-256 over everything that decides the outputs: the pipeline with its overrides, every config file it
  // read, names and versions of the plugins, the program's version.
  [[nodiscard]] const std::string& fingerprint() const noexcept;

  struct StepInfo {
    std::string id;
    const StageInfo* stage = nullptr;
    bool is_output = false;
    std::string to;  // outputs: the name template
    // Outputs: SHA-256 over all that decides this output's bytes, so that a change of another output is told
    // from one of this. fingerprint() where that cannot be told.
    std::string fingerprint;
    bool is_volume = false;  // the output is bound of the parts of many documents
  };
  [[nodiscard]] const std::vector<StepInfo>& steps() const noexcept;

  // The names that convert() will give the outputs of this input, in the order of the steps, when they can be
  // told before it is converted; nothing when a template needs the document ({meta...}). A run over many
  // inputs hands out names before it deals out work, so that they do not depend on who is done first.
  [[nodiscard]] std::optional<std::vector<std::string>> planned_names(const Input& input) const;

  // Reads files beside the input for Context::sibling; not set: none are found.
  using SiblingReader = std::function<std::optional<std::string>(std::string_view relative_path)>;
  void set_sibling_reader(SiblingReader reader);
  // Called when a step begins: the heartbeat of a worker.
  void set_step_observer(std::function<void(std::string_view step)> observer);

  // Of a volume the Output is a part, for bind(): its artifact has the extension "part" and no media type.
  [[nodiscard]] Conversion convert(const Input& input);
  // The same without some outputs: bit i of `left_out` stands for the i-th.
  [[nodiscard]] Conversion convert(const Input& input, std::uint64_t left_out);
  // Binds a volume of the output `id`, which has `volume:`. On failure what is in the sink is worth nothing.
  [[nodiscard]] Conversion bind(std::string_view id, const Volume& volume, OutputSink& sink);
  // Runs the steps up to and including `until` (an id; empty: all steps, no outputs) and shows the result to
  // `see` after each step. Markup or document is null according to the step's port.
  using Inspector = std::function<void(const StepInfo& step, const Markup* markup, const Document* document)>;
  [[nodiscard]] Conversion inspect(const Input& input, std::string_view until, const Inspector& see);

 private:
  friend class PipelineLoader;
  friend class PipelineConverter;
  struct State;
  explicit Pipeline(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

[[nodiscard]] MINUTEMILL_API std::string_view version() noexcept;

}  // namespace minutemill
