// What a ledger says about all documents of its output folder: for `minutemill report`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/report.hpp>

#include "runtime/histogram.hpp"

namespace minutemill {

struct LedgerStatistics {
  struct Run {
    std::int64_t began = 0;  // seconds since 1970
    std::int64_t ended = 0;  // 0 when it was cut off
    std::string state;
    std::string pipeline;
    std::string program;
    std::uint64_t inputs = 0;
    std::uint64_t failed = 0;
  };
  struct Example {
    std::string input;
    std::string step;
    std::string message;
  };
  struct Failure {
    std::string code;
    std::uint64_t count = 0;
    std::vector<Example> examples;
  };
  struct Slow {
    std::string input;
    std::uint64_t nanoseconds = 0;
    std::uint64_t bytes = 0;
    std::string slowest_step;
  };
  // Characters, cells ... of the documents that a step made an output of, and of its outputs.
  struct Loss {
    std::string step;
    std::uint64_t outputs = 0;
    std::uint64_t bytes = 0;
    std::uint64_t incomplete = 0;  // outputs with fewer characters than their document
    Tally in;
    Tally out;
    std::vector<Example> worst;  // input, "", "12 of 3456 characters"
  };
  // What all documents lost by one rule, or for what one report says.
  struct Cause {
    std::string step;
    std::string kind;   // furniture, reported, unexplained: LossKind
    std::string cause;  // empty when unexplained
    std::uint64_t documents = 0;
    Tally what;
    std::string example;  // the input that lost most characters by it
  };
  struct Kind {
    std::uint32_t number = 0;
    std::string severity;
    std::uint64_t count = 0;
    std::uint64_t documents = 0;
    Example example;
  };

  std::vector<Run> runs;
  std::uint64_t documents = 0;
  std::uint64_t done = 0;
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t outputs = 0;
  // Documents ended in each of equal spans of time of the last run that converted any.
  std::int64_t throughput_began = 0;
  std::int64_t throughput_span = 1;  // seconds
  std::vector<std::uint64_t> throughput;
  Histogram latency;
  std::vector<std::pair<std::string, Histogram>> steps;  // in the order of the pipeline
  std::vector<Failure> failures;                         // most first
  std::vector<Slow> slowest;                             // slowest first
  std::vector<Loss> loss;
  Tally source;                                                 // of all inputs as they were read
  std::vector<Cause> causes;                                    // most characters first
  std::vector<Kind> reports;                                    // most documents first
  std::vector<std::pair<std::string, std::uint64_t>> metadata;  // field -> documents that have it, most first
};

// Reads `folder`/.minutemill/run.db, also while a run writes it. Empty with `error` set when it cannot.
[[nodiscard]] MINUTEMILL_API LedgerStatistics read_ledger_statistics(const std::string& folder,
                                                                     std::string& error);

}  // namespace minutemill
