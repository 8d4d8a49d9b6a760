// What became of one input, as the worker tells the parent and the parent tells everybody else.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <minutemill/engine.hpp>
#include <minutemill/report.hpp>

namespace minutemill {

struct OutputRecord {
  std::string step;  // id of the output step
  std::string path;  // relative to the output folder
  std::uint64_t size = 0;
  std::uint64_t hash = 0;  // XXH3, 64 bits
  Tally tally;
  std::uint64_t made_by = 0;  // of the ledger: 64 bits of the step's fingerprint
  // Of outputs that go into packs.
  std::uint32_t pack = 0;    // its number, from 1; 0: none yet
  std::uint64_t begin = 0;   // where the entry begins in the pack
  std::uint64_t offset = 0;  // where the bytes begin: in the worker's spool, then in the pack
  std::uint32_t crc = 0;     // of what an earlier run has packed as zip
  bool in_part = false;      // of what an earlier run has packed: it is in a pack that was not finished
};

struct DocumentResult {
  std::uint64_t number = 0;  // in the order of the inputs, from 0
  std::string input;         // its name, for messages
  FailureCode failure = FailureCode::none;
  std::string step;  // where it failed
  std::string message;
  SourceSpan span;
  int stop_error = 0;  // errno of a failure that the next document would meet too: the run has to stop
  std::vector<OutputRecord> outputs;
  std::vector<Report> reports;         // the first ones
  std::uint32_t reports_left_out = 0;  // how many more there were
  std::uint32_t warnings = 0;          // of all reports
  std::uint32_t errors = 0;
  std::vector<StepTime> times;
  Tally tally;
  std::string fields;  // that the record has a value for, as in Conversion
  Tally source;
  std::vector<Loss> losses;
  std::uint64_t input_size = 0;
  std::uint64_t input_hash = 0;
  std::uint64_t nanoseconds = 0;  // wall clock, reading and writing included
  unsigned worker = 0;
  bool kept = false;   // an earlier run's outputs still stand: nothing was done
  bool moved = false;  // kept, and now at another place of the packs

  [[nodiscard]] bool ok() const noexcept { return failure == FailureCode::none; }
};

}  // namespace minutemill
