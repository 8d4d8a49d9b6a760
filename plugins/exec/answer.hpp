// What a program answers, apart from the document: reports, or that the document has failed. docs/exec.md has
// the protocol.
#pragma once

#include <array>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <minutemill/plugin.hpp>

namespace minutemill::exec {

inline constexpr ReportKind kNote{6101, Severity::note, "program notes",
                                  "A note of the program of an exec step."};
inline constexpr ReportKind kWarning{6102, Severity::warning, "program warns",
                                     "A warning of the program of an exec step."};
inline constexpr ReportKind kError{6103, Severity::error, "program reports an error",
                                   "An error that the program of an exec step went on after."};
inline constexpr ReportKind kWrote{6104, Severity::note, "program wrote",
                                   "The last lines that the program wrote on its standard error."};
inline constexpr ReportKind kAnnotationsLost{
    6105, Severity::note, "annotations lost",
    "Annotations of blocks that the program changed; pandoc's JSON has no place for them."};
inline constexpr std::array kExecReports{kNote, kWarning, kError, kWrote, kAnnotationsLost};

// Takes "reports" and "failure", which are JSON or empty. Throws StageFailure: that of the program, or plugin
// when they are not as they should be.
void take_reports(std::string_view reports, Context& context);
void take_failure(std::string_view failure);

}  // namespace minutemill::exec
