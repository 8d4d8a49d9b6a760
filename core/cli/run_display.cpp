#include "cli/run_display.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include "cli/printable.hpp"
#include "pipeline/volume_spec.hpp"

namespace minutemill::cli {
namespace {

constexpr std::uint64_t kFailuresShown = 100;  // the rest is counted; --verbose and --report have them all
constexpr std::uint64_t kOutputsShown = 12;    // of a run with few outputs, each is named
constexpr double kPlainEvery = 10;             // seconds between two plain lines

// "step html_parse, byte 120"
std::string place_of(const std::string& step, SourceSpan span) {
  std::string place;
  if (!step.empty()) place = fmt::format("step {}", printable(step));
  if (span.known()) place += fmt::format("{}byte {}", place.empty() ? "" : ", ", span.begin);
  return place.empty() ? place : fmt::format(" ({})", place);
}

std::string failure_line(const DocumentResult& result) {
  return fmt::format("{}: {}: {}{}\n", printable(result.input, 400), to_string(result.failure),
                     printable(result.message), place_of(result.step, result.span));
}

std::string rate_text(const RunProgress& progress) {
  return progress.seconds > 0
             ? fmt::format("{:.0f}/s", static_cast<double>(progress.done - progress.kept) / progress.seconds)
             : "-";
}

std::string left_text(const RunProgress& progress) {
  if (!progress.all_found || progress.done == 0) return {};
  if (progress.done == progress.kept) return {};
  const double each = progress.seconds / static_cast<double>(progress.done - progress.kept);
  const auto left = static_cast<double>(progress.found - std::min(progress.found, progress.done));
  return fmt::format(", {} left", duration_text(each * left));
}

class TextDisplay final : public RunDisplay {
 public:
  TextDisplay(const DisplaySettings& settings, bool status_line, bool lines)
      : settings_(settings), status_line_(status_line), lines_(lines) {}

  void document(const DocumentResult& result) override {
    if (result.kept) return;
    if (!result.ok() && (++failures_ <= kFailuresShown || settings_.verbose)) say(failure_line(result));
    if (settings_.verbose)
      for (const Report& report : result.reports)
        say(fmt::format("{}: {}: {}{}\n", printable(result.input, 400), to_string(report.severity),
                        printable(report.message), place_of(report.stage, report.span)));
    for (const OutputRecord& output : result.outputs)
      if (!is_part(output.path)) show(output.path, output.size);
  }

  void volume(const VolumeResult& volume) override {
    if (volume.failure == FailureCode::none)
      show(volume.path, volume.size);
    else
      say(fmt::format("{}: failed ({}): {}\n", printable(volume.path, 400), to_string(volume.failure),
                      printable(volume.message)));
  }

  void note(const InputProblem& problem) override {
    if (++notes_ <= kFailuresShown || settings_.verbose)
      say(fmt::format("{}: note: {}\n", printable(problem.name, 400), printable(problem.message)));
  }

  void progress(const RunProgress& progress) override {
    if (!status_line_ && (!lines_ || progress.seconds < next_line_)) return;
    next_line_ = progress.seconds + kPlainEvery;
    const std::string text =
        fmt::format("{} of {}{} done, {} failed, {}{}, {} of {} workers busy", grouped(progress.done),
                    grouped(progress.found), progress.all_found ? "" : "+", grouped(progress.failed),
                    rate_text(progress), left_text(progress), progress.busy, progress.workers);
    if (status_line_) {
      std::fprintf(stderr, "\r\033[K%s", text.c_str());
      std::fflush(stderr);
      shown_ = true;
    } else {
      say(text + "\n");
    }
  }

  void finish(const RunSummary& summary) override {
    if (failures_ > kFailuresShown && !settings_.verbose)
      say(fmt::format("... and {} more failures (--verbose or --report FILE.json to see them)\n",
                      grouped(failures_ - kFailuresShown)));
    if (!summary.stopped.empty())
      say(fmt::format("minutemill: the run stopped: {}\n", printable(summary.stopped)));
    say("");
    if (outputs_.size() <= kOutputsShown && summary.packs == 0)
      for (const auto& [path, size] : outputs_)
        std::printf("%s  %s\n", printable(settings_.out + "/" + path).c_str(), byte_text(size).c_str());
    std::fputs(summary_table(summary).c_str(), stdout);
    std::fflush(stdout);
  }

 private:
  void show(const std::string& path, std::uint64_t size) {
    if (outputs_.size() <= kOutputsShown) outputs_.emplace_back(path, size);
  }

  void say(const std::string& line) {
    if (std::exchange(shown_, false)) std::fputs("\r\033[K", stderr);
    std::fputs(line.c_str(), stderr);
  }

  DisplaySettings settings_;
  bool status_line_;
  bool lines_;
  bool shown_ = false;
  double next_line_ = kPlainEvery;
  std::uint64_t failures_ = 0;
  std::uint64_t notes_ = 0;
  std::vector<std::pair<std::string, std::uint64_t>> outputs_;
};

// One object a line on standard output: {"event": "document" | "note" | "progress" | "end", ...}.
class JsonDisplay final : public RunDisplay {
 public:
  void document(const DocumentResult& result) override {
    nlohmann::ordered_json event{{"event", "document"}, {"input", result.input}, {"ok", result.ok()}};
    if (result.kept) event["kept"] = true;
    if (!result.ok()) {
      event["code"] = to_string(result.failure);
      event["message"] = result.message;
      if (!result.step.empty()) event["step"] = result.step;
      if (result.span.known()) event["byte"] = result.span.begin;
    }
    event["outputs"] = nlohmann::ordered_json::array();
    for (const OutputRecord& output : result.outputs)
      if (!is_part(output.path)) event["outputs"].push_back(output.path);
    event["warnings"] = result.warnings;
    event["seconds"] = static_cast<double>(result.nanoseconds) / 1e9;
    put(event);
  }
  void volume(const VolumeResult& volume) override {
    nlohmann::ordered_json event{{"event", "volume"},
                                 {"path", volume.path},
                                 {"parts", volume.parts},
                                 {"ok", volume.failure == FailureCode::none}};
    if (volume.kept) event["kept"] = true;
    if (volume.failure != FailureCode::none) {
      event["code"] = to_string(volume.failure);
      event["message"] = volume.message;
    }
    put(event);
  }
  void note(const InputProblem& problem) override {
    put({{"event", "note"}, {"input", problem.name}, {"message", problem.message}});
  }
  void progress(const RunProgress& progress) override {
    put({{"event", "progress"},
         {"done", progress.done},
         {"failed", progress.failed},
         {"found", progress.found},
         {"all_found", progress.all_found},
         {"busy", progress.busy},
         {"workers", progress.workers},
         {"seconds", progress.seconds}});
  }
  void finish(const RunSummary& summary) override {
    nlohmann::ordered_json event{{"event", "end"},
                                 {"inputs", summary.inputs},
                                 {"done", summary.done},
                                 {"kept", summary.kept},
                                 {"failed", summary.failed},
                                 {"outputs", summary.outputs},
                                 {"bytes_in", summary.bytes_in},
                                 {"bytes_out", summary.bytes_out},
                                 {"seconds", summary.seconds}};
    if (!summary.stopped.empty()) event["stopped"] = summary.stopped;
    put(event);
  }

 private:
  static void put(const nlohmann::ordered_json& event) {
    const std::string line =
        event.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
  }
};

std::string counts_text(const std::map<std::string, std::uint64_t>& counts) {
  std::vector<std::pair<std::string, std::uint64_t>> most(counts.begin(), counts.end());
  std::stable_sort(most.begin(), most.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (std::size_t i = 0; i < most.size() && i < 6; ++i)
    text += fmt::format("{}{} {}", i ? ", " : "", printable(most[i].first, 40), grouped(most[i].second));
  return most.size() > 6 ? text + ", ..." : text;
}

}  // namespace

std::string summary_table(const RunSummary& summary) {
  std::string table;
  const auto row = [&table](std::string_view name, const std::string& value) {
    table += fmt::format("{:<12} {}\n", name, value);
  };
  row("converted", fmt::format("{} of {}{}", grouped(summary.done), grouped(summary.inputs),
                               summary.failed ? fmt::format(", {} failed", grouped(summary.failed)) : ""));
  if (summary.kept) row("kept", fmt::format("{} from an earlier run", grouped(summary.kept)));
  if (summary.failed) {
    std::map<std::string, std::uint64_t> codes;
    for (const auto& [code, count] : summary.failures) codes[std::string(to_string(code))] = count;
    row("failures", counts_text(codes));
  }
  if (summary.warned) row("warnings", fmt::format("in {} of the converted", grouped(summary.warned)));
  if (summary.volumes + summary.volumes_kept + summary.volumes_failed > 0)
    row("volumes",
        fmt::format(
            "{} bound{}{}", grouped(summary.volumes),
            summary.volumes_kept ? fmt::format(", {} kept", grouped(summary.volumes_kept)) : "",
            summary.volumes_failed ? fmt::format(", {} failed", grouped(summary.volumes_failed)) : ""));
  row("outputs", fmt::format("{} files, {} (from {})", grouped(summary.outputs), byte_text(summary.bytes_out),
                             byte_text(summary.bytes_in)));
  if (summary.packs) row("packs", grouped(summary.packs));
  const double rate =
      summary.seconds > 0 ? static_cast<double>(summary.done + summary.failed) / summary.seconds : 0;
  row("time", fmt::format("{}, {:.0f} inputs/s, {} worker{}", duration_text(summary.seconds), rate,
                          summary.workers, summary.workers == 1 ? "" : "s"));
  if (!summary.ledger.empty()) row("ledger", printable(summary.ledger));
  if (!summary.left_out.empty()) {
    std::uint64_t files = 0;
    for (const auto& [ending, count] : summary.left_out) files += count;
    row("passed over", fmt::format("{} files of the folders: {} (--include GLOB takes them)", grouped(files),
                                   counts_text(summary.left_out)));
  }
  return table;
}

std::unique_ptr<RunDisplay> make_display(const DisplaySettings& settings) {
  if (settings.style == ProgressStyle::json) return std::make_unique<JsonDisplay>();
  const bool terminal = ::isatty(STDERR_FILENO) != 0;
  const bool status =
      settings.style == ProgressStyle::line || (settings.style == ProgressStyle::automatic && terminal);
  const bool lines =
      settings.style == ProgressStyle::plain || (settings.style == ProgressStyle::automatic && !terminal);
  return std::make_unique<TextDisplay>(settings, status, lines);
}

}  // namespace minutemill::cli
