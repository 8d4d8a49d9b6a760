#include <minutemill/report.hpp>

namespace minutemill {

StageFailure::~StageFailure() = default;

std::string_view to_string(Severity severity) noexcept {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "";
}

std::string_view to_string(FailureCode code) noexcept {
  switch (code) {
    case FailureCode::none:
      return "none";
    case FailureCode::input:
      return "input";
    case FailureCode::decode:
      return "decode";
    case FailureCode::parse:
      return "parse";
    case FailureCode::clean:
      return "clean";
    case FailureCode::structure:
      return "structure";
    case FailureCode::metadata:
      return "metadata";
    case FailureCode::exporting:
      return "export";
    case FailureCode::verify:
      return "verify";
    case FailureCode::plugin:
      return "plugin";
    case FailureCode::resource:
      return "resource";
    case FailureCode::output:
      return "output";
  }
  return "";
}

}  // namespace minutemill
