// Which part of a page is its main text, told by scores: paragraphs with sentences speak for what holds them,
// links and names of furniture against it. After Arc90's Readability, with letters counted so that ideographs
// weigh as much.
#pragma once

#include <cstdint>
#include <vector>

#include "page_stats.hpp"

namespace minutemill::clean {

enum class Favour : std::uint8_t { balanced, precision, recall };

struct MainContent {
  std::vector<PageTree::Index> roots;  // in document order; empty when the whole body is the content
  double confidence = 0;               // 0..1
};
// Marks what is furniture inside it.
[[nodiscard]] MainContent find_main_content(PageTree& page, PageTree::Index body,
                                            const NamePatterns& patterns, NameVerdicts& names, Favour favour);

}  // namespace minutemill::clean
