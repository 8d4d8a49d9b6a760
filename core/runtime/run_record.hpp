// The lasting side of a run: its lock on the output folder, its ledger, and what it takes over from the run
// before.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

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
  [[nodiscard]] Ledger* ledger() noexcept { return ledger_.get(); }
  [[nodiscard]] bool is_open() const noexcept { return ledger_ != nullptr; }
  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  // Why the ledger cannot be used; empty while all is well.
  [[nodiscard]] const std::string& error() const noexcept { return ledger_ ? ledger_->error() : error_; }

  enum class Verdict { convert, keep, pass_over };
  // What to do with a job under the run's ResumeMode. `kept` gets the earlier result for Verdict::keep.
  // A job of which some outputs stand is told to leave those out.
  [[nodiscard]] Verdict judge(Job& job, DocumentResult& kept);
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
  // What an input had, while it is converted again.
  struct Before {
    std::vector<OutputRecord> standing;  // stays
    std::vector<std::string> replaced;   // goes, should the document fail
  };
  void remember(const Job& job, const LedgerEntry& entry);
  void leave_out(Job& job, std::vector<OutputRecord> standing);
  void remove_extra(const std::vector<std::string>& paths);

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
  std::map<std::string, std::uint64_t> steps_;  // output step -> OutputRecord::made_by
  std::vector<std::string> step_order_;
  std::unordered_map<std::uint64_t, Before> before_;  // by the number of the job
};

}  // namespace minutemill
