// The memory of a run: what became of every input and which file came of it, in an SQLite file below the
// output folder. docs/bulk.md describes the tables. Nothing in here decides; the run does.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/export.hpp>

#include "runtime/document_result.hpp"

struct sqlite3;

namespace minutemill {

inline constexpr int kLedgerSchema = 3;

struct LedgerEntry {
  bool done = false;
  std::string fingerprint;  // of the pipeline
  std::uint64_t input_size = 0;
  std::uint64_t input_hash = 0;
  std::vector<OutputRecord> outputs;  // in the order of the steps
};

// A volume that a run has bound.
struct LedgerVolume {
  std::string path;
  std::string step;
  std::uint64_t parts_hash = 0;
  std::uint64_t parts = 0;
  std::uint64_t size = 0;
  std::uint64_t hash = 0;
};

struct LedgerRun {
  std::string pipeline;
  std::string fingerprint;
  std::string program;                         // version
  std::map<std::string, std::uint64_t> steps;  // output step -> OutputRecord::made_by
  std::string layout;  // of the outputs: "files", "zip of 268435456"; a ledger keeps to one
};

// Every call may fail when the disk is full or the file is damaged; the first failure is kept in error(), and
// from then on calls do nothing.
class MINUTEMILL_API Ledger {
 public:
  // Opens or makes the file. A file that is no ledger, is damaged or of a newer schema is an error.
  explicit Ledger(const std::string& file);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  [[nodiscard]] const std::string& error() const noexcept { return error_; }

  void begin_run(const LedgerRun& run);
  // `state`: done, stopped, interrupted.
  void end_run(std::string_view state, std::uint64_t inputs, std::uint64_t failed);

  [[nodiscard]] std::optional<LedgerEntry> find(std::string_view input);
  // Replaces what is known of the input. Returns outputs that it had before and no document has now: they can
  // be removed.
  std::vector<std::string> record(const DocumentResult& result);
  // An output of an earlier run is at another place of the packs now.
  void move_outputs(const DocumentResult& result);
  // Called before each commit; an error, told as text, keeps it from happening.
  void set_before_commit(std::function<std::string()> prepare) { prepare_ = std::move(prepare); }
  void forget_output(const std::string& path);
  // Nothing had been recorded when it was opened.
  [[nodiscard]] bool was_empty() const noexcept { return was_empty_; }
  [[nodiscard]] std::optional<LedgerVolume> find_volume(const std::string& path);
  void record_volume(const LedgerVolume& volume);
  [[nodiscard]] std::vector<std::string> volumes();  // their paths
  void forget_volume(const std::string& path);
  void each_output(const std::function<void(const std::string& path)>& see);
  // What has been recorded is safe after this; called by record() itself now and then.
  void commit();
  void commit_if_due();

 private:
  struct Statements;
  void execute(const char* sql);
  void prepare_schema();
  void note_error();
  void begin_transaction();
  void check_layout(const std::string& layout);
  std::vector<std::string> forget_outcome(const DocumentResult& result);
  void record_document(const DocumentResult& result);
  void record_outputs(const DocumentResult& result);
  void record_reports(const DocumentResult& result);
  void record_losses(const DocumentResult& result);

  sqlite3* database_ = nullptr;
  std::unique_ptr<Statements> statements_;
  std::string file_;
  std::string error_;
  std::string fingerprint_;
  std::map<std::string, std::uint64_t> steps_;
  std::function<std::string()> prepare_;
  std::int64_t run_ = 0;
  bool was_empty_ = true;
  std::int64_t last_document_ = 0;  // the highest id
  bool open_transaction_ = false;
  std::uint64_t transaction_began_ = 0;
  unsigned pending_ = 0;
};

}  // namespace minutemill
