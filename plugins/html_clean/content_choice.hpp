// From scores to the main text: the best element, what stands beside it, and boxes like it further away.
#pragma once

#include <vector>

#include <pugixml.hpp>

#include "main_content.hpp"

namespace minutemill::clean {

// The elements that are the main text, in document order; none when no paragraph spoke for any.
[[nodiscard]] std::vector<pugi::xml_node> choose_content(const std::vector<ElementStats>& scored,
                                                         Favour favour);

}  // namespace minutemill::clean
