// exec: a step in any language. A program gets each document as a message on its standard input and gives it
// back on its standard output; docs/exec.md has the protocol.
#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include <minutemill/json.hpp>
#include <minutemill/plugin.hpp>
#include <minutemill/snapshot.hpp>

#include "exec/answer.hpp"
#include "exec/child.hpp"
#include "exec/command.hpp"
#include "exec/json_members.hpp"
#include "exec/origins.hpp"
#include "pandoc/reader.hpp"
#include "pandoc/vocabulary.hpp"
#include "pandoc/writer.hpp"

namespace {

using namespace minutemill;
using namespace minutemill::exec;

struct ExecOptions {
  TextList command;
  std::string mode = "stream";
  std::string format = "snapshot";
  TextMap parameters;
  TextList files;
  TextList inherit{"PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"};
  TextMap environment;
  std::string folder;
  Milliseconds time{30'000};
  ByteSize memory{std::uint64_t{1024} * 1024 * 1024};
  ByteSize answer{std::uint64_t{64} * 1024 * 1024};
  bool resources = false;
  std::string api = "1.22";
};
constexpr std::string_view kModes[] = {"stream", "each"};
constexpr std::string_view kFormats[] = {"snapshot", "pandoc-json"};
constexpr std::string_view kApis[] = {"1.22", "1.23"};

constexpr std::array kOptions{
    option<&ExecOptions::command>("command",
                                  "The program and its arguments; no shell is involved. A word that begins "
                                  "with ./ is a file beside the "
                                  "pipeline.")
        .required(),
    option<&ExecOptions::mode>(
        "mode",
        "`stream`: one process for many documents, a line each way for a document. `each`: a "
        "process for each document, which reads its input to the end.")
        .one_of(kModes),
    option<&ExecOptions::format>(
        "format", "What is exchanged: minutemill's snapshot, or pandoc's JSON, for pandoc's filters.")
        .one_of(kFormats),
    option<&ExecOptions::parameters>("parameters",
                                     "Handed to the program with each document (format snapshot)."),
    option<&ExecOptions::files>("files",
                                "More files beside the pipeline whose change makes outputs out of date."),
    option<&ExecOptions::inherit>("inherit",
                                  "Environment variables that the program gets from minutemill's own."),
    option<&ExecOptions::environment>("environment", "Environment variables that are set for it."),
    option<&ExecOptions::folder>("folder",
                                 "Folder that it runs in; that which minutemill runs in when empty."),
    option<&ExecOptions::time>(
        "time", "Longest time for a document, beside limits.time. The first one includes the start.")
        .between(1, 3'600'000),
    option<&ExecOptions::memory>(
        "memory", "Most memory that each process of the program may take (RLIMIT_DATA); 0B: no limit."),
    option<&ExecOptions::answer>("answer", "Largest answer.").between(1024, 1024.0 * 1024 * 1024),
    option<&ExecOptions::resources>(
        "resources",
        "Send the bytes of images too. Without, a resource that comes back in its place keeps them."),
    option<&ExecOptions::api>("api",
                              "Version of pandoc's JSON: 1.22 for pandoc 2.11 to 2.19, 1.23 for pandoc 3.")
        .one_of(kApis),
};

constexpr std::array kReports = [] {
  std::array<ReportKind, kExecReports.size() + pandoc::kReadReports.size() + 1> all{};
  std::size_t at = 0;
  for (const ReportKind& kind : kExecReports) all[at++] = kind;
  for (const ReportKind& kind : pandoc::kReadReports) all[at++] = kind;
  all[at] = pandoc::kCodeFlattened;
  return all;
}();

class Exec {
 public:
  static constexpr std::string_view name = "exec";
  static constexpr std::string_view summary =
      "Has a program of your own, in any language, change each document.";
  static constexpr bool starts_programs = true;
  using Options = ExecOptions;
  static constexpr auto& options = kOptions;
  static constexpr auto& reports = kReports;

  Exec(const ExecOptions& chosen, Setup& setup)
      : options_(chosen),
        command_(bind_command(
            {chosen.command, chosen.files, chosen.inherit, chosen.environment, chosen.folder}, setup)) {
    command_.memory = chosen.memory.bytes;
    JsonWriter json(parameters_);
    json.begin_object();
    for (const auto& [key, value] : chosen.parameters) json.key(key).text(value);
    json.end_object();
  }

  void process(Document& document, Context& context) {
    const bool each = options_.mode == "each";
    const auto end = Clock::now() + options_.time;
    const bool as_pandoc = options_.format == "pandoc-json";
    const std::string request = as_pandoc ? pandoc_request(document, context) : snapshot_request(document);
    if (each || !child_.is_running()) child_.start(command_);
    const std::string answer = child_.exchange(
        {request, each ? Until::end : Until::line, end, options_.time, answer_size()}, context);
    if (const std::string lines = child_.errors().last_lines(3); !lines.empty())
      context.report(kWrote, lines);
    try {
      as_pandoc ? take_pandoc(answer, document, context) : take_snapshot(answer, document, context);
    } catch (const MalformedAnswer& fault) {
      child_.kill();
      throw StageFailure(FailureCode::plugin,
                         command_.name + " gave an answer that cannot be read: " + fault.what());
    }
  }

 private:
  struct MalformedAnswer : std::runtime_error {
    using std::runtime_error::runtime_error;
  };

  [[nodiscard]] std::size_t answer_size() const { return static_cast<std::size_t>(options_.answer.bytes); }

  [[nodiscard]] std::string snapshot_request(const Document& document) const {
    std::string out = "{\"minutemill\":1,\"parameters\":" + parameters_ + ",\"document\":";
    out += to_snapshot(document, {false, options_.resources, -1});
    return out += "}\n";
  }

  [[nodiscard]] std::string pandoc_request(const Document& document, Context& context) const {
    pandoc::WriteOptions how;
    how.figures = options_.api == "1.23";
    how.images = pandoc::Images::referenced;
    pandoc::Losses losses;
    std::string out = pandoc::write(document, how, context, losses);
    losses.evidence = losses.images = losses.spans = 0;  // come back by restore_origins, and as they were
    pandoc::report(losses, context);
    return out;
  }

  static JsonMembers members_of(const std::string& answer, Context& context) {
    JsonMembers members = json_members(answer);
    if (!members.fault.empty()) throw MalformedAnswer(members.fault);
    take_reports(members.find("reports"), context);
    take_failure(members.find("failure"));
    return members;
  }

  void take_snapshot(const std::string& answer, Document& document, Context& context) {
    const std::string_view snapshot = members_of(answer, context).find("document");
    if (snapshot.empty() || snapshot == "null") return;  // it stays as it is
    try {
      from_snapshot(snapshot, fresh_);
      restore_resources(document);
    } catch (const StageFailure&) {
      throw;
    } catch (const std::runtime_error& fault) {
      throw MalformedAnswer(fault.what());
    }
    restore_origins(document, fresh_, {});
    std::swap(document, fresh_);
  }

  void take_pandoc(const std::string& answer, Document& document, Context& context) {
    const JsonMembers members = members_of(answer, context);
    if (members.find("blocks").empty() && !members.find("reports").empty()) return;  // it stays as it is
    fresh_.reset();
    fresh_.resources() = document.resources();
    fresh_.source() = document.source();
    try {
      pandoc::read(pandoc::parse_json(answer, {}), fresh_, {true, false}, context);
    } catch (const StageFailure& fault) {
      if (fault.code() != FailureCode::parse) throw;
      throw MalformedAnswer(fault.what());
    }
    const std::size_t lost = restore_origins(document, fresh_, {true, true});
    if (lost > 0) context.report(kAnnotationsLost, std::to_string(lost));
    std::swap(document, fresh_);
  }

  // A resource without bytes in its old place, of the old size, is the old one.
  void restore_resources(const Document& document) {
    if (options_.resources) return;
    std::vector<Resource>& now = fresh_.resources();
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (!now[i].bytes.empty()) continue;
      if (i >= document.resources().size() || document.resources()[i].media_type != now[i].media_type)
        throw MalformedAnswer("resource " + std::to_string(i) +
                              " has no bytes and is none of those that were sent");
      now[i].bytes = document.resources()[i].bytes;
      now[i].span = document.resources()[i].span;
    }
  }

  ExecOptions options_;
  Command command_;
  std::string parameters_;
  Child child_;
  Document fresh_;  // what the program gave, until it is known to be good
};

}  // namespace

MINUTEMILL_PLUGIN("exec", "1.0.0", Exec)
