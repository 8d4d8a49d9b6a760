// A run: many inputs through one pipeline into one output folder.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <minutemill/engine.hpp>
#include <minutemill/export.hpp>

#include "runtime/input_list.hpp"
#include "runtime/output_names.hpp"
#include "runtime/run_observer.hpp"

namespace minutemill {

struct RunSettings {
  std::vector<std::string> inputs;  // files, folders, "-"
  InputFilter filter = InputFilter::documents();
  int list_fd = 0;
  char list_separator = '\n';
  std::string out;
  unsigned workers = 0;  // 0: one a core
  CollisionPolicy collision = CollisionPolicy::number;
  bool durable = false;  // fsync files and folders
  // Readable: finish the documents that are begun and end; a second byte: end at once. -1: never.
  int stop_fd = -1;
};

struct RunSummary {
  std::uint64_t inputs = 0;
  std::uint64_t done = 0;  // converted
  std::uint64_t failed = 0;
  std::uint64_t warned = 0;  // converted, with warnings or errors among the reports
  std::uint64_t outputs = 0;
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::map<FailureCode, std::uint64_t> failures;
  std::map<std::string, std::uint64_t> left_out;  // files of folders that the filter did not take, by ending
  double seconds = 0;
  unsigned workers = 0;
  std::string stopped;          // why the run ended before its time; empty when it did not
  bool interrupted = false;     // by the stop descriptor
  bool workers_failed = false;  // no worker could be kept alive
};

[[nodiscard]] MINUTEMILL_API RunSummary run_pipeline(Pipeline& pipeline, const RunSettings& settings, RunObserver& observer);

}  // namespace minutemill
