// Tables: those that hold data become tables, those that only lay out a page are taken apart.
#pragma once

#include <vector>

#include "column_widths.hpp"
#include "lifter.hpp"

namespace minutemill::lift {

class TableLift {
 public:
  explicit TableLift(Lifter& lifter) : lifter_(lifter) {}
  void run(const pugi::xml_node& table, InlineFlow& flow);

 private:
  struct Row {
    pugi::xml_node element;
    std::string_view group;  // head, body, foot
  };
  void collect(const pugi::xml_node& parent, std::string_view group);
  [[nodiscard]] bool is_layout(const pugi::xml_node& table) const;
  void find_head();
  void state_widths(const Row& source, Node& row);
  void unwrap(const pugi::xml_node& table, InlineFlow& flow);
  void row(const Row& row, Node& table);
  void cell(const pugi::xml_node& element, Node& row);
  void span(const pugi::xml_node& element, const char* name, Attr attr, std::int64_t most, Node& cell);

  Lifter& lifter_;
  std::vector<Row> rows_;
  std::vector<pugi::xml_node> captions_;
  ColumnWidths widths_;
  bool states_widths_ = true;           // the row to come still can
  std::vector<pugi::xml_node> strays_;  // what stands in a table outside its cells
};

}  // namespace minutemill::lift
