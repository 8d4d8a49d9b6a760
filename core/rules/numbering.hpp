// Numbered headings (一、 1. Topic:) and headings of the markup.
#pragma once

#include <vector>

#include "rules/agenda.hpp"

namespace minutemill::rules {

// In document order; ranks from 1 without gaps, headings of the markup before series of numbers.
[[nodiscard]] std::vector<Numbered> find_numbered(const Reading& reading);

}  // namespace minutemill::rules
