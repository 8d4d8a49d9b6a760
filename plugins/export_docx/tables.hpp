// Tables: the occupied grid as rows of cells, merged ones continued, every cell closed with a paragraph.
#pragma once

#include <vector>

#include "body.hpp"

namespace minutemill::docx {

inline constexpr std::uint32_t kMostColumns = 63;   // Word opens no more
inline constexpr std::uint32_t kWidestSpan = 1000;  // HTML's own limit of colspan
inline constexpr int kDeepestTable = 12;  // tables in tables; below, their text is written as paragraphs

class TableWriter {
 public:
  TableWriter(BlockWriter& blocks, Job& job) : blocks_(blocks), job_(job) {}
  void write(const Node& table, const Flow& flow);

 private:
  // What stands at a row and column.
  struct Slot {
    std::vector<const TableGrid::Place*>
        starts;  // cells that begin here; several only in the last column of a clamped table
    std::uint32_t width = 1;
    bool continues = false;  // of the cell above
    bool merged_down = false;
  };
  struct OpenCell {
    std::uint32_t until = 0;  // first row that it does not reach
    std::uint32_t width = 1;
  };

  void write_flat(const Node& table, const Flow& flow);
  void write_properties(pugi::xml_node node, const Node& table, const Flow& flow);
  void write_row(pugi::xml_node table, std::uint32_t index, bool header);
  void write_cell(pugi::xml_node row, const Slot& slot, std::uint32_t column, bool header_row);
  void write_content(pugi::xml_node cell, const Slot& slot, std::int32_t width, bool header_row);
  std::vector<Slot> row_slots(std::uint32_t row);
  [[nodiscard]] std::uint32_t header_rows() const;

  BlockWriter& blocks_;
  Job& job_;
  Flow flow_;
  TableGrid grid_;
  std::size_t next_place_ = 0;
  std::vector<OpenCell> open_;         // by column
  std::vector<std::int32_t> columns_;  // widths in twips
};

// Joins each column in which no cell begins to the one before it: spans that reach over what is not there
// leave many.
void join_columns(TableGrid& grid);

// Widths of the columns of `grid` that together are `width`: as the source says, else by what is in them.
[[nodiscard]] std::vector<std::int32_t> column_widths(const TableGrid& grid, std::int32_t width,
                                                      std::int32_t em);

}  // namespace minutemill::docx
