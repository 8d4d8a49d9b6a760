#include "cli/metrics.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include <fmt/format.h>

#include "cli/printable.hpp"

namespace minutemill::cli {
namespace {

constexpr double kEvery = 5;  // seconds between two writings

// The value of a label (OpenMetrics 1.0 §5.1: backslash, quote and line feed are escaped).
std::string label(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out.push_back('\\');
    if (c == '\n')
      out += "\\n";
    else
      out.push_back(c);
  }
  return out;
}

void begin(std::string& out, std::string_view name, std::string_view type, std::string_view unit,
           std::string_view help) {
  out += fmt::format("# TYPE {} {}\n", name, type);
  if (!unit.empty()) out += fmt::format("# UNIT {} {}\n", name, unit);
  out += fmt::format("# HELP {} {}\n", name, help);
}

void add_histogram(std::string& out, std::string_view name, const std::string& labels,
                   const Histogram& histogram) {
  const std::string more = labels.empty() ? "" : labels + ",";
  const std::string whole = labels.empty() ? "" : "{" + labels + "}";
  std::uint64_t below = 0;
  for (int i = 0; i < Histogram::kClasses; ++i) {
    if (histogram.in_class(i) == 0) continue;
    below += histogram.in_class(i);
    const double bound = static_cast<double>(Histogram::bound(i)) / 1e9;
    if (i + 1 < Histogram::kClasses)
      out += fmt::format("{}_bucket{{{}le=\"{:.9g}\"}} {}\n", name, more, bound, below);
  }
  out += fmt::format("{}_bucket{{{}le=\"+Inf\"}} {}\n", name, more, histogram.count());
  out += fmt::format("{}_count{} {}\n", name, whole, histogram.count());
  out += fmt::format("{}_sum{} {:.9g}\n", name, whole, static_cast<double>(histogram.sum()) / 1e9);
}

}  // namespace

MetricsFile::MetricsFile(RunObserver& next, std::string file, const Pipeline& pipeline)
    : next_(next), file_(std::move(file)), pipeline_(pipeline.name()) {}

void MetricsFile::document(const DocumentResult& result) {
  if (!file_.empty() && !result.kept) {
    bytes_in_ += result.input_size;
    documents_.add(result.nanoseconds);
    if (!result.ok()) ++failures_[std::string(to_string(result.failure))];
    for (const StepTime& time : result.times) steps_[time.id].add(time.nanoseconds);
    for (const OutputRecord& output : result.outputs) {
      auto& [files, bytes] = outputs_[output.step];
      ++files;
      bytes += output.size;
    }
    for (const Report& report : result.reports)
      ++reports_[{report.number, std::string(to_string(report.severity))}];
  }
  next_.document(result);
}

void MetricsFile::progress(const RunProgress& progress) {
  progress_ = progress;
  if (!file_.empty() && progress.seconds - written_at_ >= kEvery) {
    written_at_ = progress.seconds;
    (void)write();  // what cannot be written now is told at the end
  }
  next_.progress(progress);
}

bool MetricsFile::finish(const RunSummary& summary) {
  if (file_.empty()) return true;
  is_over_ = true;
  progress_.found = summary.inputs;
  progress_.done = summary.done + summary.kept + summary.failed;
  progress_.kept = summary.kept;
  progress_.failed = summary.failed;
  progress_.busy = 0;
  progress_.seconds = summary.seconds;
  if (write()) return true;
  std::fprintf(stderr, "minutemill: the metrics %s cannot be written: %s\n", printable(file_).c_str(),
               std::strerror(errno));
  return false;
}

bool MetricsFile::write() const {
  const std::string temporary = file_ + ".tmp";
  if (!(std::ofstream(temporary, std::ios::binary) << text() << std::flush)) return false;
  return std::rename(temporary.c_str(), file_.c_str()) == 0;
}

std::string MetricsFile::text() const {
  std::string out;
  begin(out, "minutemill_run", "info", "", "The run that these numbers are of.");
  out +=
      fmt::format("minutemill_run_info{{pipeline=\"{}\",version=\"{}\"}} 1\n", label(pipeline_), version());
  begin(out, "minutemill_run_seconds", "gauge", "seconds", "How long the run has gone on.");
  out += fmt::format("minutemill_run_seconds {:.3f}\n", progress_.seconds);
  begin(out, "minutemill_running", "gauge", "", "1 while the run goes on.");
  out += fmt::format("minutemill_running {}\n", is_over_ ? 0 : 1);
  begin(out, "minutemill_workers", "gauge", "", "Worker processes, busy or waiting.");
  out += fmt::format("minutemill_workers{{state=\"busy\"}} {}\nminutemill_workers{{state=\"waiting\"}} {}\n",
                     progress_.busy, progress_.workers - std::min(progress_.busy, progress_.workers));
  begin(out, "minutemill_inputs", "gauge", "", "Inputs found so far.");
  out += fmt::format("minutemill_inputs {}\n", progress_.found);
  begin(out, "minutemill_documents", "counter", "", "Documents that came to their end.");
  out += fmt::format("minutemill_documents_total{{status=\"done\"}} {}\n",
                     progress_.done - progress_.kept - progress_.failed);
  out += fmt::format("minutemill_documents_total{{status=\"kept\"}} {}\n", progress_.kept);
  out += fmt::format("minutemill_documents_total{{status=\"failed\"}} {}\n", progress_.failed);
  begin(out, "minutemill_failures", "counter", "", "Documents that failed, by error code.");
  for (const auto& [code, count] : failures_)
    out += fmt::format("minutemill_failures_total{{code=\"{}\"}} {}\n", label(code), count);
  begin(out, "minutemill_read_bytes", "counter", "bytes", "Bytes of the inputs that were converted.");
  out += fmt::format("minutemill_read_bytes_total {}\n", bytes_in_);
  begin(out, "minutemill_outputs", "counter", "", "Outputs made.");
  for (const auto& [step, made] : outputs_)
    out += fmt::format("minutemill_outputs_total{{step=\"{}\"}} {}\n", label(step), made.first);
  begin(out, "minutemill_written_bytes", "counter", "bytes", "Bytes of the outputs.");
  for (const auto& [step, made] : outputs_)
    out += fmt::format("minutemill_written_bytes_total{{step=\"{}\"}} {}\n", label(step), made.second);
  begin(out, "minutemill_reports", "counter", "", "Reports of stages, by number.");
  for (const auto& [kind, count] : reports_)
    out += fmt::format("minutemill_reports_total{{number=\"MM{:04}\",severity=\"{}\"}} {}\n", kind.first,
                       kind.second, count);
  begin(out, "minutemill_document_seconds", "histogram", "seconds",
        "Time of a document, reading and writing included.");
  add_histogram(out, "minutemill_document_seconds", "", documents_);
  begin(out, "minutemill_step_seconds", "histogram", "seconds", "Time of a step for a document.");
  for (const auto& [step, histogram] : steps_)
    add_histogram(out, "minutemill_step_seconds", fmt::format("step=\"{}\"", label(step)), histogram);
  return out + "# EOF\n";
}

}  // namespace minutemill::cli
