// Where a report without headings turns to the next matter.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/agenda.hpp"

namespace minutemill::rules {

enum class StartKind : std::uint8_t { matter, closing };

// A line at which a section begins.
struct Start {
  std::uint32_t line = 0;
  int rank = 1;
  int item = -1;  // agenda item, when one is meant
  StartKind kind = StartKind::matter;
  bool heading = false;  // the line is the section's heading
};

// From numbered headings and headings of the markup; empty when there are none.
[[nodiscard]] std::vector<Start> numbered_starts(const Reading& reading, const Agenda& agenda,
                                                 std::int64_t depth);
// From the way paragraphs begin, and from what they speak of.
[[nodiscard]] std::vector<Start> turn_starts(const Reading& reading, const Agenda& agenda);

}  // namespace minutemill::rules
