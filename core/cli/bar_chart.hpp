// Bars as SVG in a page, with the same numbers as a table for those who do not see them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace minutemill::cli {

struct Bar {
  std::string label;  // "12:03:10", "1.2 ms"
  double value = 0;
  std::string shown;  // "1,234"
};

// A figure: the chart with its name and, folded, its table. Labels of the first, the middle and the last bar
// stand below.
void add_bar_chart(pugi::xml_node parent, std::string_view name, std::string_view label_name,
                   std::string_view value_name, const std::vector<Bar>& bars);

}  // namespace minutemill::cli
