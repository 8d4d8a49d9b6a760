// From scores to the main text: the best element, what stands beside it, and boxes like it further away.
#pragma once

#include <vector>

#include "main_content.hpp"

namespace minutemill::clean {

// The elements that are the main text, in document order; none when no paragraph spoke for any.
[[nodiscard]] std::vector<PageTree::Index> choose_content(const PageStats& scored, Favour favour);

}  // namespace minutemill::clean
