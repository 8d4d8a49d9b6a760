// Whether what an earlier run made of an input still stands.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "runtime/input_reader.hpp"
#include "runtime/ledger.hpp"
#include "runtime/wire.hpp"

namespace minutemill {

enum class ResumeMode : std::uint8_t {
  fresh,         // everything is converted
  resume,        // what is missing, failed or changed
  retry_failed,  // what has failed, nothing else
};

// What there is of an input's outputs, and would come out the same again.
struct Standing {
  bool whole = false;                 // all of it; nothing is to be done
  std::vector<OutputRecord> outputs;  // those that stand, in the order of the steps
  std::vector<std::string> extra;     // outputs that the pipeline no longer makes
};

class ResumeCheck {
 public:
  struct MadeBy {
    std::string pipeline;                        // its fingerprint
    std::map<std::string, std::uint64_t> steps;  // output step -> OutputRecord::made_by
    // Whether an output is where the ledger says, and unchanged.
    std::function<bool(OutputRecord&)> holds;
  };
  ResumeCheck(MadeBy made_by, InputReader reader)
      : made_by_(std::move(made_by)), reader_(std::move(reader)) {}

  // Reads and hashes the input and all outputs: far cheaper than to convert, and a change that keeps size and
  // time is still seen. With Naming::deferred it is all or nothing.
  [[nodiscard]] Standing look(const Job& job, LedgerEntry& entry);

 private:
  [[nodiscard]] bool same_input(const Job& job, const LedgerEntry& entry);

  MadeBy made_by_;
  InputReader reader_;
};

}  // namespace minutemill
