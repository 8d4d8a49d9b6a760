// A run: many inputs through one pipeline into one output folder.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <minutemill/engine.hpp>
#include <minutemill/export.hpp>

#include "runtime/input_list.hpp"
#include "runtime/loss_totals.hpp"
#include "runtime/output_names.hpp"
#include "runtime/packer.hpp"
#include "runtime/resume.hpp"
#include "runtime/run_observer.hpp"

namespace minutemill {

// Runs with fewer inputs leave nothing but their outputs behind.
inline constexpr std::size_t kLedgerFrom = 500;

struct RunSettings {
  std::vector<std::string> inputs;  // files, folders, "-"
  InputFilter filter = InputFilter::documents();
  int list_fd = 0;
  char list_separator = '\n';
  std::string jsonl_text;  // ContainerSettings::text_field and name_field
  std::string jsonl_name;
  std::string out;
  unsigned workers = 0;  // 0: one a core
  CollisionPolicy collision = CollisionPolicy::number;
  PackSettings pack;     // outputs go into packs instead of files of their own
  bool durable = false;  // fsync files and folders
  bool ledger = false;   // keep one for few inputs too; from kLedgerFrom on there always is one
  ResumeMode resume = ResumeMode::fresh;
  bool force = false;  // begin a new ledger, whatever the old one says
  unsigned shard = 1;  // of `shards`: only the inputs that fall to it
  unsigned shards = 1;
  std::uint64_t max_failures = 0;      // the run stops after more; 0: never
  double max_failure_share = 0;        // the same as a share of the inputs done, from the hundredth input on
  std::string quarantine;              // folder for copies of inputs that failed; empty: none
  std::optional<SandboxMode> sandbox;  // instead of the pipeline's own
  std::uint64_t recycle = 0;  // documents after which a worker is replaced; 0: when it has grown large
  // Readable: finish the documents that are begun and end; a second byte: end at once. -1: never.
  int stop_fd = -1;
};

struct RunSummary {
  std::uint64_t inputs = 0;
  std::uint64_t done = 0;  // converted
  std::uint64_t kept = 0;  // converted by an earlier run, and still as they were
  std::uint64_t failed = 0;
  std::uint64_t warned = 0;  // converted, with warnings or errors among the reports
  std::uint64_t outputs = 0;
  std::uint32_t packs = 0;    // files that hold them; 0: each is a file of its own
  std::uint64_t volumes = 0;  // bound
  std::uint64_t volumes_kept = 0;
  std::uint64_t volumes_failed = 0;
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::map<FailureCode, std::uint64_t> failures;
  std::map<std::string, std::uint64_t> left_out;  // files of folders that the filter did not take, by ending
  LossTotals losses;                              // of the converted
  double seconds = 0;
  unsigned workers = 0;
  std::string ledger;           // its file, when there is one
  std::string stopped;          // why the run ended before its time; empty when it did not
  bool interrupted = false;     // by the stop descriptor
  bool locked = false;          // another run is at the output folder
  bool workers_failed = false;  // no worker could be kept alive
};

[[nodiscard]] MINUTEMILL_API RunSummary run_pipeline(Pipeline& pipeline, const RunSettings& settings,
                                                     RunObserver& observer);

}  // namespace minutemill
