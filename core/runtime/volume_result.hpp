#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <minutemill/report.hpp>

namespace minutemill {

// What became of one volume.
struct VolumeResult {
  std::string step;
  std::string path;
  std::uint64_t parts = 0;
  std::uint64_t size = 0;
  std::uint64_t hash = 0;        // XXH3, 64 bits
  std::uint64_t parts_hash = 0;  // over its parts, in their order, and the pipeline
  double seconds = 0;
  bool kept = false;  // an earlier run's file still stands
  FailureCode failure = FailureCode::none;
  std::string message;
  std::vector<Report> reports;
};

}  // namespace minutemill
