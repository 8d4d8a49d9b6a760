// Which part of a page is its main text, told by scores: paragraphs with sentences speak for what holds them,
// links and names of furniture against it. After Arc90's Readability, with letters counted so that ideographs
// weigh as much.
#pragma once

#include <cstdint>
#include <vector>

#include <pugixml.hpp>

#include "page_stats.hpp"

namespace minutemill::clean {

enum class Favour : std::uint8_t { balanced, precision, recall };

struct MainContent {
  std::vector<pugi::xml_node> roots;  // in document order; empty when the whole body is the content
  double confidence = 0;              // 0..1
};
[[nodiscard]] MainContent find_main_content(pugi::xml_node body, const NamePatterns& patterns, Favour favour);

}  // namespace minutemill::clean
