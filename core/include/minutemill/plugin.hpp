// What a plugin is made of: stages, and the manifest that names them. docs/first-plugin.md leads through one.
//
//   class Shout {
//    public:
//     static constexpr std::string_view name = "shout";
//     static constexpr std::string_view summary = "Turns headings to upper case.";
//     using Options = ShoutOptions;                           // a plain struct
//     static constexpr auto& options = kOptions;              // its table, declared at namespace scope
//     Shout(const ShoutOptions& options, minutemill::Setup& setup);
//     void process(minutemill::Document& document, minutemill::Context& context);
//   };
//   MINUTEMILL_PLUGIN("shout", "1.0.0", Shout)
//
// The signature of process() says what the stage takes and gives:
//   void process(const Input&, Markup&, Context&)        bytes -> markup
//   void process(const Input&, Document&, Context&)      bytes -> document
//   void process(Markup&, Context&)                      markup -> markup
//   void process(const Markup&, Document&, Context&)     markup -> document
//   void process(Document&, Context&)                    document -> document
//   Artifact process(const Document&, Context&)          document -> artifact
//
// An exporter that can bind many documents into one file has two functions more:
//   Part make_part(const Document&, Context&)            a report's share of a volume
//   void bind(const Volume&, OutputSink&, Context&)      the volume from its parts
//
// A stage is a function of its options and its input: it opens no file, writes none, prints nothing and keeps
// nothing between documents but caches. One worker has one object of each step, so a stage needs no locks.
#pragma once

// Boost.DLL 1.74 wants <vector> first, and std::filesystem by name.
#include <vector>

#ifndef BOOST_DLL_USE_STD_FS
#define BOOST_DLL_USE_STD_FS 1
#endif
#include <boost/dll/alias.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <minutemill/abi.hpp>
#include <minutemill/config.hpp>
#include <minutemill/document.hpp>
#include <minutemill/export.hpp>
#include <minutemill/markup.hpp>
#include <minutemill/options.hpp>
#include <minutemill/report.hpp>
#include <minutemill/sink.hpp>
#include <minutemill/volume.hpp>

namespace minutemill {

// The input as found.
struct Input {
  std::string_view bytes;
  std::string name;        // for messages: a path, or container#record
  std::string media_type;  // declared or by the name's ending; empty when unknown
  std::string charset;     // declared from outside (an HTTP header); empty when unknown
  std::string url;         // where it was fetched from, when the container says so
};

// A file that an exporter made. The runtime names and writes it.
struct Artifact {
  std::string media_type;
  std::string extension;  // without the dot: "docx"
  std::string bytes;
  Tally tally;  // what of the document is in it
};

// Bounds for one document, from `limits:` of the pipeline.
struct Limits {
  Milliseconds time{30000};
  ByteSize memory{1024ULL * 1024 * 1024};
  ByteSize input{64ULL * 1024 * 1024};
  std::int64_t depth = 256;                // element and node nesting, at most Document::kMaxDepth
  std::int64_t nodes = 4'000'000;          // elements and text nodes of a page
  ByteSize resource{16ULL * 1024 * 1024};  // one image
  double coverage = 0;                     // least share of characters that must reach each output
  bool verify = false;                     // each output is held against the rules of its format
};

// What a stage sees of the run while it works on one document.
class MINUTEMILL_API Context {
 public:
  virtual ~Context();
  // Says what happened. `detail` follows the kind's name: "MM1203 cell span clamped: 70000 -> 65534".
  virtual void report(const ReportKind& kind, std::string_view detail, SourceSpan span = {}) = 0;
  [[nodiscard]] virtual const Limits& limits() const noexcept = 0;
  // A file beside the input, by relative path (an image of a saved page). Never outside the input's own
  // folder; nothing when there is none, when it is larger than limits().resource or when the run does not
  // allow it.
  [[nodiscard]] virtual std::optional<std::string> sibling(std::string_view relative_path) = 0;
  // Call in loops that may be long: throws StageFailure(resource) when the document's time is up.
  virtual void check_time() = 0;
  // Says what happened, as report() does, and that `what` goes no further because of it: the run's loss
  // ledger counts it under this kind. Exporters call it for each image, link ... of the document that they
  // leave out.
  virtual void lose(const ReportKind& kind, std::string_view detail, const Tally& what, SourceSpan span = {});
};

// What a stage sees while it is made, once for each worker, before any input is read.
class MINUTEMILL_API Setup {
 public:
  virtual ~Setup();
  // Reads another config file, `path` relative to the file `from` or to the folder `folder` of the configs.
  // On failure a diagnostic is added and nothing returned.
  [[nodiscard]] virtual std::optional<ConfigFile> load(std::string_view path, std::string_view folder,
                                                       const ConfigFile* from = nullptr) = 0;
  // Where problems of config files go; the pipeline is refused when there is an error.
  [[nodiscard]] virtual Diagnostics& diagnostics() noexcept = 0;
  // What several stages of a pipeline make of the same config files, made once: the first stage that asks for
  // `key` makes it, those after it are given the same object. The key says what it is and holds all that it
  // is made of. Null when `make` gives nothing, which has told the diagnostics why. Here: made each time.
  using Make = std::function<std::shared_ptr<const void>()>;
  [[nodiscard]] virtual std::shared_ptr<const void> share(const std::string& key, const Make& make);
};

enum class Port : std::uint8_t { bytes, markup, document, artifact };
[[nodiscard]] MINUTEMILL_API std::string_view to_string(Port port) noexcept;

// Stages without options say `using Options = NoOptions;` and leave `options` out.
struct NoOptions {};

// ---- Below: what the program reads. Plain data and functions that never throw. ----

// Where a thunk leaves the message of an exception.
struct Failure {
  FailureCode code = FailureCode::none;
  SourceSpan span;
  char message[2048] = {};
};

// What flows through a stage: the thunk uses those that its ports name.
struct Flow {
  const Input* input = nullptr;
  Markup* markup = nullptr;
  Document* document = nullptr;
  Artifact* artifact = nullptr;
};

struct StageInfo {
  std::uint32_t size = sizeof(StageInfo);
  const char* name = nullptr;
  const char* summary = nullptr;
  Port takes = Port::document;
  Port gives = Port::document;
  const OptionSpec* options = nullptr;
  std::size_t option_count = 0;
  const ReportKind* reports = nullptr;
  std::size_t report_count = 0;
  const char* media_type = nullptr;  // exporters: what they make
  const char* extension = nullptr;
  void (*read_defaults)(OptionValues& out) = nullptr;
  void* (*create)(const OptionValues& values, Setup& setup, Failure& failure) noexcept = nullptr;
  void (*destroy)(void* stage) noexcept = nullptr;
  bool (*process)(void* stage, const Flow& flow, Context& context, Failure& failure) noexcept = nullptr;
  // Behind what the first release of the ABI number had: read with starts_programs().
  bool programs = false;
  // Null where the exporter binds no volumes; ask binds_volumes() first: a plugin may be older than these
  // members.
  bool (*make_part)(void* stage, const Document& document, Part& part, Context& context,
                    Failure& failure) noexcept = nullptr;
  bool (*bind)(void* stage, const Volume& volume, OutputSink& sink, Context& context,
               Failure& failure) noexcept = nullptr;
};
[[nodiscard]] MINUTEMILL_API bool binds_volumes(const StageInfo& stage) noexcept;

// What a stage of the first release has at the least.
inline constexpr std::size_t kFirstStageInfoSize = offsetof(StageInfo, programs);

// Whether a stage runs programs of their own while it works on documents (`static constexpr bool
// starts_programs = true;` in its class): the sandbox of the workers lets it.
[[nodiscard]] inline bool starts_programs(const StageInfo& stage) noexcept {
  return stage.size > kFirstStageInfoSize && stage.programs;
}

struct Manifest {
  std::uint64_t magic = kManifestMagic;
  std::uint32_t size = sizeof(Manifest);
  std::uint32_t abi = MINUTEMILL_ABI;
  const char* abi_tag = MINUTEMILL_ABI_TAG;
  const char* name = nullptr;
  const char* version = nullptr;
  const StageInfo* const* stages = nullptr;
  std::size_t stage_count = 0;
};

namespace detail {

MINUTEMILL_API void set_failure(Failure& failure, FailureCode code, std::string_view message,
                                SourceSpan span) noexcept;
// Call inside a catch block.
MINUTEMILL_API void current_exception_to(Failure& failure) noexcept;

template <class F>
struct Signature;
template <class S>
struct Signature<void (S::*)(const Input&, Markup&, Context&)> {
  static constexpr Port takes = Port::bytes, gives = Port::markup;
  static void call(S& s, const Flow& f, Context& c) { s.process(*f.input, *f.markup, c); }
};
template <class S>
struct Signature<void (S::*)(const Input&, Document&, Context&)> {
  static constexpr Port takes = Port::bytes, gives = Port::document;
  static void call(S& s, const Flow& f, Context& c) { s.process(*f.input, *f.document, c); }
};
template <class S>
struct Signature<void (S::*)(Markup&, Context&)> {
  static constexpr Port takes = Port::markup, gives = Port::markup;
  static void call(S& s, const Flow& f, Context& c) { s.process(*f.markup, c); }
};
template <class S>
struct Signature<void (S::*)(const Markup&, Document&, Context&)> {
  static constexpr Port takes = Port::markup, gives = Port::document;
  static void call(S& s, const Flow& f, Context& c) { s.process(*f.markup, *f.document, c); }
};
template <class S>
struct Signature<void (S::*)(Document&, Context&)> {
  static constexpr Port takes = Port::document, gives = Port::document;
  static void call(S& s, const Flow& f, Context& c) { s.process(*f.document, c); }
};
template <class S>
struct Signature<Artifact (S::*)(const Document&, Context&)> {
  static constexpr Port takes = Port::document, gives = Port::artifact;
  static void call(S& s, const Flow& f, Context& c) { *f.artifact = s.process(*f.document, c); }
};
template <class S>
using SignatureOf = Signature<decltype(&S::process)>;

template <class S>
void* create_stage(const OptionValues& values, Setup& setup, Failure& failure) noexcept {
  try {
    typename S::Options options{};
    if constexpr (requires { S::options; }) {
      for (const auto& [name, value] : values)
        for (const OptionSpec& spec : S::options)
          if (spec.name == name) spec.assign(&options, value);
    }
    if constexpr (std::is_constructible_v<S, const typename S::Options&, Setup&>)
      return new S(options, setup);
    else if constexpr (std::is_constructible_v<S, const typename S::Options&>)
      return new S(options);
    else
      return new S();
  } catch (...) {
    current_exception_to(failure);
    return nullptr;
  }
}

template <class S>
bool process_stage(void* stage, const Flow& flow, Context& context, Failure& failure) noexcept {
  try {
    SignatureOf<S>::call(*static_cast<S*>(stage), flow, context);
    return true;
  } catch (...) {
    current_exception_to(failure);
    return false;
  }
}

template <class S>
concept BindsVolumes = requires(S& stage, const Document& document, const Volume& volume, OutputSink& sink,
                                Context& context) {
  { stage.make_part(document, context) } -> std::same_as<Part>;
  stage.bind(volume, sink, context);
};

template <class S>
bool make_part_of(void* stage, const Document& document, Part& part, Context& context,
                  Failure& failure) noexcept {
  try {
    part = static_cast<S*>(stage)->make_part(document, context);
    return true;
  } catch (...) {
    current_exception_to(failure);
    return false;
  }
}

template <class S>
bool bind_volume(void* stage, const Volume& volume, OutputSink& sink, Context& context,
                 Failure& failure) noexcept {
  try {
    static_cast<S*>(stage)->bind(volume, sink, context);
    return true;
  } catch (...) {
    current_exception_to(failure);
    return false;
  }
}

template <class S>
void read_stage_defaults(OptionValues& out) {
  const typename S::Options options{};
  (void)options;
  if constexpr (requires { S::options; })
    for (const OptionSpec& spec : S::options) out.emplace_back(std::string(spec.name), spec.read(&options));
}

template <class S>
constexpr StageInfo describe_stage() {
  StageInfo info;
  info.name = S::name.data();
  info.summary = S::summary.data();
  info.takes = SignatureOf<S>::takes;
  info.gives = SignatureOf<S>::gives;
  if constexpr (requires { S::options; }) {
    info.options = S::options.data();
    info.option_count = S::options.size();
  }
  if constexpr (requires { S::reports; }) {
    info.reports = S::reports.data();
    info.report_count = S::reports.size();
  }
  if constexpr (requires { S::media_type; }) info.media_type = S::media_type.data();
  if constexpr (requires { S::extension; }) info.extension = S::extension.data();
  if constexpr (requires { S::starts_programs; }) info.programs = S::starts_programs;
  info.read_defaults = &read_stage_defaults<S>;
  info.create = &create_stage<S>;
  info.destroy = [](void* stage) noexcept { delete static_cast<S*>(stage); };
  info.process = &process_stage<S>;
  if constexpr (BindsVolumes<S>) {
    info.make_part = &make_part_of<S>;
    info.bind = &bind_volume<S>;
  }
  return info;
}

template <class S>
inline constexpr StageInfo stage_info = describe_stage<S>();
template <class... S>
inline constexpr const StageInfo* stage_list[] = {&stage_info<S>...};

}  // namespace detail

// PluginName and PluginVersion are string literals; the rest are the stage classes of the file.
#define MINUTEMILL_PLUGIN(PluginName, PluginVersion, ...)                     \
  namespace minutemill_manifest {                                             \
  extern const ::minutemill::Manifest manifest;                               \
  constinit const ::minutemill::Manifest manifest = [] {                      \
    ::minutemill::Manifest m;                                                 \
    m.name = PluginName;                                                      \
    m.version = PluginVersion;                                                \
    m.stages = ::minutemill::detail::stage_list<__VA_ARGS__>;                 \
    m.stage_count = std::size(::minutemill::detail::stage_list<__VA_ARGS__>); \
    return m;                                                                 \
  }();                                                                        \
  }                                                                           \
  MINUTEMILL_DETAIL_ALIAS(minutemill_manifest::manifest, MINUTEMILL_SYMBOL, MINUTEMILL_ABI_SECTION)
#define MINUTEMILL_DETAIL_ALIAS(Variable, Symbol, Section) \
  BOOST_DLL_ALIAS_SECTIONED(Variable, Symbol, Section)

}  // namespace minutemill
