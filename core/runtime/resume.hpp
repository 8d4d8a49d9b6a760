// Whether what an earlier run made of an input still stands.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "runtime/input_reader.hpp"
#include "runtime/ledger.hpp"
#include "runtime/wire.hpp"

namespace minutemill {

enum class ResumeMode : std::uint8_t {
  fresh,         // everything is converted
  resume,        // what is missing, failed or changed
  retry_failed,  // what has failed, nothing else
};

class ResumeCheck {
 public:
  // `holds`: whether an output is where the ledger says, and unchanged.
  using Holds = std::function<bool(OutputRecord&)>;
  ResumeCheck(Holds holds, InputReader reader, std::string fingerprint)
      : holds_(std::move(holds)), reader_(std::move(reader)), fingerprint_(std::move(fingerprint)) {}

  // True when the input, the pipeline and every output are what they were. Reads and hashes all of them: far
  // cheaper than to convert, and a change that keeps size and time is still seen.
  [[nodiscard]] bool stands(const Job& job, LedgerEntry& entry);

 private:
  Holds holds_;
  InputReader reader_;
  std::string fingerprint_;
};

}  // namespace minutemill
