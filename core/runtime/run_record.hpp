// The lasting side of a run: its lock on the output folder, its ledger, and what it takes over from the run
// before.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "runtime/ledger.hpp"
#include "runtime/output_names.hpp"
#include "runtime/output_tree.hpp"
#include "runtime/resume.hpp"

namespace minutemill {

struct RunSettings;
class Packer;

class RunRecord {
 public:
  RunRecord(OutputTree& tree, OutputNames& names, const Pipeline& pipeline, const RunSettings& settings)
      : tree_(tree), names_(names), pipeline_(pipeline), settings_(settings) {}

  // False when another run holds the folder.
  [[nodiscard]] bool lock();
  // Opens or makes <out>/.minutemill/run.db. `deferred`: names depend on documents, so those of the ledger
  // are held.
  // `packer` is there when outputs go into packs.
  void open(bool deferred, Packer* packer);
  [[nodiscard]] bool is_open() const noexcept { return ledger_ != nullptr; }
  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  // Why the ledger cannot be used; empty while all is well.
  [[nodiscard]] const std::string& error() const noexcept { return ledger_ ? ledger_->error() : error_; }

  enum class Verdict { convert, keep, pass_over };
  // What to do with a job under the run's ResumeMode. `kept` gets the earlier result for Verdict::keep.
  [[nodiscard]] Verdict judge(const Job& job, DocumentResult& kept);
  void record(const DocumentResult& result);
  // A result that judge() kept has come to its end.
  void keep(const DocumentResult& result) {
    if (ledger_ && result.moved) ledger_->move_outputs(result);
  }
  void commit_if_due() {
    if (ledger_) ledger_->commit_if_due();
  }
  void close(std::string_view state, std::uint64_t inputs, std::uint64_t failed);

 private:
  OutputTree& tree_;
  OutputNames& names_;
  const Pipeline& pipeline_;
  const RunSettings& settings_;
  bool deferred_ = false;
  bool packed_ = false;
  std::string file_;
  std::string error_;
  std::unique_ptr<Ledger> ledger_;
  std::optional<ResumeCheck> check_;
};

}  // namespace minutemill
