// How a run is shown: a status line on a terminal, plain lines elsewhere, one JSON object a line for
// programs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "runtime/run.hpp"

namespace minutemill::cli {

enum class ProgressStyle : std::uint8_t { automatic, line, plain, json, none };

class RunDisplay : public RunObserver {
 public:
  // What was run and what came of it, once it is over.
  virtual void finish(const RunSummary& summary) = 0;
};

struct DisplaySettings {
  ProgressStyle style = ProgressStyle::automatic;
  bool verbose = false;  // every failure and every report
  std::string out;       // the output folder, as the user wrote it
};
[[nodiscard]] std::unique_ptr<RunDisplay> make_display(const DisplaySettings& settings);

// The table at the end; many lines.
[[nodiscard]] std::string summary_table(const RunSummary& summary);

}  // namespace minutemill::cli
