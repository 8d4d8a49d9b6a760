// Why a file could not be opened, read or written.
#pragma once

#include <optional>
#include <string>
#include <system_error>

#include <minutemill/report.hpp>

namespace minutemill {

struct FileError {
  FailureCode code = FailureCode::input;
  std::string message;
  int error = 0;  // errno, 0 when it is not the system that refused
};

[[nodiscard]] inline FileError system_error(FailureCode code, std::string what, int error) {
  return {code, std::move(what) + ": " + std::generic_category().message(error), error};
}

// Errors of a whole file system: the next document would meet them too, so the run stops instead of failing
// them all.
[[nodiscard]] bool stops_run(int error) noexcept;

}  // namespace minutemill
