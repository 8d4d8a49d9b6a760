// The statistics of a ledger as a page and as JSON.
#pragma once

#include <string>
#include <string_view>

#include "runtime/ledger_statistics.hpp"

namespace minutemill::cli {

[[nodiscard]] std::string report_page(const LedgerStatistics& statistics, std::string_view folder,
                                      std::string_view style);
[[nodiscard]] std::string report_json(const LedgerStatistics& statistics);

}  // namespace minutemill::cli
