// `run --metrics FILE`: numbers of a run as OpenMetrics text (1.0), for collectors that read files. Written
// anew every few seconds and at the end; the file is always whole.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "runtime/histogram.hpp"
#include "runtime/run.hpp"

namespace minutemill::cli {

// Passes everything on to another observer.
class MetricsFile final : public RunObserver {
 public:
  // Without a file it only passes on.
  MetricsFile(RunObserver& next, std::string file, const Pipeline& pipeline);

  void document(const DocumentResult& result) override;
  void volume(const VolumeResult& volume) override { next_.volume(volume); }
  void note(const InputProblem& problem) override { next_.note(problem); }
  void progress(const RunProgress& progress) override;
  // The last writing. False, with a message on standard error, when the file could not be written.
  [[nodiscard]] bool finish(const RunSummary& summary);

  [[nodiscard]] std::string text() const;

 private:
  [[nodiscard]] bool write() const;

  RunObserver& next_;
  std::string file_;
  std::string pipeline_;
  RunProgress progress_;
  double written_at_ = 0;  // seconds of the run
  bool is_over_ = false;
  std::uint64_t bytes_in_ = 0;
  std::map<std::string, std::uint64_t> failures_;                           // by code
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> outputs_;  // step -> files, bytes
  std::map<std::pair<std::uint32_t, std::string>, std::uint64_t> reports_;  // number, severity
  Histogram documents_;
  std::map<std::string, Histogram> steps_;
};

}  // namespace minutemill::cli
