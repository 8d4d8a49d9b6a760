// Where bytes go that need not be in memory at once.
#pragma once

#include <cstdint>
#include <string_view>

#include <minutemill/export.hpp>

namespace minutemill {

class MINUTEMILL_API OutputSink {
 public:
  virtual ~OutputSink();
  // Puts `bytes` at `offset` from the start; what lies between is zero until it is written. Throws
  // std::runtime_error when it cannot.
  virtual void write(std::uint64_t offset, std::string_view bytes) = 0;
};

}  // namespace minutemill
