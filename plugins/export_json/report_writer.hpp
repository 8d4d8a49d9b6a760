// The layout of the JSON of a report.
#pragma once

#include <cstdint>
#include <string>

#include <minutemill/document.hpp>
#include <minutemill/mapping.hpp>

namespace minutemill::json_report {

// Version of the layout: grows when a reader of the old one would be misled. New members do not count.
inline constexpr int kSchemaVersion = 1;

struct Options {
  std::int64_t indent = 1;
  bool lines = false;
  bool evidence = true;
  bool resources = true;
  bool json_ld = false;
  ConfigFile mapping;
};

// Appends the report to `out`; returns what of the document is in it.
Tally write(const Document& document, const Options& options, const RecordTemplate& json_ld,
            std::string& out);

}  // namespace minutemill::json_report
