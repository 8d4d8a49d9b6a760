// `run --report FILE.json`: what came of every input, written while the run goes on, so that a million inputs
// need no memory. The file appears under its name when it is whole.
#pragma once

#include <cstdio>
#include <string>

#include "runtime/run.hpp"

namespace minutemill::cli {

// Passes everything on to another observer.
class RunReport final : public RunObserver {
 public:
  explicit RunReport(RunObserver& next) : next_(next) {}
  ~RunReport() override;
  // False, with a message on standard error, when the file cannot be written.
  [[nodiscard]] bool open(const std::string& file, const Pipeline& pipeline);
  [[nodiscard]] bool close(const RunSummary& summary);

  void document(const DocumentResult& result) override;
  void volume(const VolumeResult& volume) override;
  void note(const InputProblem& problem) override { next_.note(problem); }
  void progress(const RunProgress& progress) override { next_.progress(progress); }

 private:
  [[nodiscard]] bool complain() const;

  RunObserver& next_;
  std::string file_;
  std::string temporary_;
  std::FILE* stream_ = nullptr;
  bool first_ = true;
  std::string volumes_;  // JSON, written behind the documents
};

}  // namespace minutemill::cli
