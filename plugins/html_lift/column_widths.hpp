// How wide the columns of a table are, as its <col> elements and its cells say.
#pragma once

#include <cstdint>
#include <vector>

#include <pugixml.hpp>

namespace minutemill::lift {

inline constexpr std::size_t kMostColumns = 1000;  // of a table, HTML §4.9.11

class ColumnWidths {
 public:
  // A <col> or <colgroup> (HTML §4.9.3, §4.9.4), in document order.
  void add(const pugi::xml_node& element);
  // CSS pixels of a cell that begins at `column`: its own width, else that of its column; 0 when none is
  // said.
  [[nodiscard]] std::int64_t of(const pugi::xml_node& cell, std::size_t column) const;

 private:
  void add(std::int64_t width, const pugi::xml_node& element);
  std::vector<std::int64_t> widths_;
};

}  // namespace minutemill::lift
