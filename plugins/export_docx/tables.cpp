#include "tables.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "format_writer.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

constexpr std::uint32_t kMostRowsInTree = 500;  // of a table; more go to text as they are written

bool is_header_row(const Node& row) {
  if (row.get(Attr::row_group) == "head") return true;
  bool any = false;
  for (const Node& cell : row.children()) {
    if (cell.kind() != NodeKind::table_cell) continue;
    if (cell.number(Attr::header) == 0) return false;
    any = true;
  }
  return any;
}

}  // namespace

void join_columns(TableGrid& grid) {
  std::vector<std::uint32_t> before(grid.columns + 1,
                                    0);  // 1 where a cell begins, then how many such columns stand before
  for (const TableGrid::Place& place : grid.places) before[place.column] = 1;
  std::uint32_t count = 0;
  for (std::uint32_t& at : before) at = std::exchange(count, count + at);
  for (TableGrid::Place& place : grid.places) {
    const std::uint32_t end = before[place.column + place.column_span];
    place.column = before[place.column];
    place.column_span = end - place.column;
  }
  grid.columns = count;
}

void TableWriter::write(const Node& table, const Flow& flow) {
  if (flow.tables >= kDeepestTable) {
    job_.context.report(reports::kNestingFlattened, "a table in " + std::to_string(flow.tables) + " tables",
                        table.span());
    write_flat(table, flow);
    return;
  }
  flow_ = flow;
  grid_ = grid(table, kWidestSpan);
  join_columns(grid_);
  if (grid_.columns > kMostColumns) grid_ = grid(table, kMostColumns);
  if (grid_.clamped > 0)
    job_.context.report(reports::kTableClamped, std::to_string(grid_.clamped) + " cells", table.span());
  const Node* caption = nullptr;
  for (const Node& child : table.children())
    if (child.kind() == NodeKind::caption) caption = &child;
  const bool above = caption != nullptr && caption->next() != nullptr;
  if (above) {
    Flow together = flow;
    together.keep_next = true;
    blocks_.write_block(*caption, together);
  }
  if (grid_.columns > 0) {
    pugi::xml_node container = flow.container;
    // Word would join two tables that stand next to one another.
    if (const pugi::xml_node last = container.last_child(); last && std::string_view(last.name()) == "w:tbl")
      blocks_.write_gap(flow);
    columns_ = column_widths(grid_, std::max(flow.width - flow.left, 1000),
                             job_.style.half_points(*job_.style.find("table_text")) * 10);
    pugi::xml_node node = add(container, "w:tbl");
    write_properties(node, table, flow);
    open_.assign(grid_.columns, {});
    const std::uint32_t headers = header_rows();
    const bool spooled = grid_.rows > kMostRowsInTree && job_.binding == Binding::single &&
                         std::string_view(container.name()) == "w:body";
    if (spooled) job_.rows.begin(node);
    for (std::uint32_t r = 0; r < grid_.rows; ++r) {
      write_row(node, r, r < headers);
      if (spooled) job_.rows.add(node.last_child());
    }
  }
  if (caption != nullptr && !above) blocks_.write_block(*caption, flow);
}

void TableWriter::write_flat(const Node& table, const Flow& flow) {
  for (const Node& row : table.children()) {
    if (row.kind() == NodeKind::caption) blocks_.write_block(row, flow);
    for (const Node& cell : row.children()) {
      if (cell.kind() != NodeKind::table_cell) continue;
      ++job_.tally.cells;
      blocks_.write_blocks(cell, flow);
    }
  }
}

void TableWriter::write_properties(pugi::xml_node node, const Node& table, const Flow& flow) {
  pugi::xml_node properties = add(node, "w:tblPr");
  add_value(properties, "w:tblStyle", job_.style.table.id);
  if (table.get(Attr::dir) == "rtl") add(properties, "w:bidiVisual");
  pugi::xml_node width = add(properties, "w:tblW");
  set(width, "w:w", std::accumulate(columns_.begin(), columns_.end(), 0));
  set(width, "w:type", "dxa");
  if (flow.left > 0) {
    pugi::xml_node indent = add(properties, "w:tblInd");
    set(indent, "w:w", flow.left);
    set(indent, "w:type", "dxa");
  } else {
    add_value(properties, "w:jc", jc(job_.style.table.align));
  }
  set(add(properties, "w:tblLayout"), "w:type", "fixed");
  pugi::xml_node look = add(properties, "w:tblLook");
  set(look, "w:val", "0420");
  set(look, "w:firstRow", "1");
  set(look, "w:lastRow", "0");
  set(look, "w:firstColumn", "0");
  set(look, "w:lastColumn", "0");
  set(look, "w:noHBand", "0");
  set(look, "w:noVBand", "1");
  pugi::xml_node columns = add(node, "w:tblGrid");
  for (const std::int32_t column : columns_) set(add(columns, "w:gridCol"), "w:w", column);
}

std::uint32_t TableWriter::header_rows() const {
  std::uint32_t count = 0;
  while (count < grid_.rows && is_header_row(*grid_.row_nodes[count])) ++count;
  return count == grid_.rows ? 0 : count;
}

std::vector<TableWriter::Slot> TableWriter::row_slots(std::uint32_t row) {
  std::vector<Slot> slots(grid_.columns);
  std::vector<std::uint32_t> owner(grid_.columns);  // the column of the slot that covers each one
  const auto cover = [&](std::uint32_t column) {
    std::fill_n(owner.begin() + column, std::min(slots[column].width, grid_.columns - column), column);
  };
  std::iota(owner.begin(), owner.end(), 0U);
  for (std::uint32_t c = 0; c < grid_.columns; ++c) {
    slots[c].continues = open_[c].until > row;
    if (!slots[c].continues) continue;
    slots[c].width = open_[c].width;
    cover(c);
  }
  for (; next_place_ < grid_.places.size() && grid_.places[next_place_].row == row; ++next_place_) {
    const TableGrid::Place& place = grid_.places[next_place_];
    const std::uint32_t at = owner[place.column];
    Slot& slot = slots[at];
    slot.starts.push_back(&place);
    if (slot.starts.size() > 1) continue;  // beyond the last column: joins what is there
    slot.continues = false;  // a cell that was cut to the last column ends the one that reaches down there
    const bool own = at == place.column;
    if (own) slot.width = place.column_span;
    slot.merged_down = own && place.row_span > 1;
    open_[at] = {row + (own ? place.row_span : 1), slot.width};
    cover(at);
  }
  return slots;
}

void TableWriter::write_row(pugi::xml_node table, std::uint32_t index, bool header) {
  pugi::xml_node node = add(table, "w:tr");
  pugi::xml_node properties = add(node, "w:trPr");
  add(properties, "w:cantSplit");
  // Without marked headers the first row is repeated on each page all the same: readers with assistive
  // technology need one.
  if (header || (index == 0 && grid_.rows > 1)) add(properties, "w:tblHeader");
  const std::vector<Slot> slots = row_slots(index);
  for (std::uint32_t column = 0; column < grid_.columns; column += slots[column].width)
    write_cell(node, slots[column], column, header);
}

void TableWriter::write_cell(pugi::xml_node row, const Slot& slot, std::uint32_t column, bool header_row) {
  pugi::xml_node cell = add(row, "w:tc");
  pugi::xml_node properties = add(cell, "w:tcPr");
  const auto first = columns_.begin() + column;
  const std::int32_t width = std::accumulate(first, first + slot.width, 0);
  pugi::xml_node wide = add(properties, "w:tcW");
  set(wide, "w:w", width);
  set(wide, "w:type", "dxa");
  if (slot.width > 1) add_value(properties, "w:gridSpan", slot.width);
  if (slot.continues)
    add(properties, "w:vMerge");
  else if (slot.merged_down)
    add_value(properties, "w:vMerge", "restart");
  const bool header_cell = !slot.starts.empty() && slot.starts.front()->cell->number(Attr::header) != 0;
  if ((header_row || header_cell) && job_.style.table.header_shading) {
    pugi::xml_node shading = add_value(properties, "w:shd", "clear");
    set(shading, "w:color", "auto");
    set(shading, "w:fill", *job_.style.table.header_shading);
  }
  add_value(properties, "w:vAlign", "center");
  write_content(cell, slot, width, header_row);
}

void TableWriter::write_content(pugi::xml_node cell, const Slot& slot, std::int32_t width, bool header_row) {
  Flow flow;
  flow.container = cell;
  flow.width = std::max(width - job_.style.table.cell_left - job_.style.table.cell_right, 200);
  flow.tables = flow_.tables + 1;
  flow.plain = true;
  flow.style = job_.style.find("table_text");
  for (const TableGrid::Place* place : slot.starts) {
    const Node& node = *place->cell;
    ++job_.tally.cells;
    if (const Bookmark* mark = job_.anchors.at(node)) blocks_.marks_.push_back(mark);
    flow.style =
        job_.style.find(header_row || node.number(Attr::header) != 0 ? "table_header" : "table_text");
    flow.align = node.get(Attr::align);
    blocks_.write_blocks(node, flow);
  }
  blocks_.close_cell(cell, flow);
}

}  // namespace minutemill::docx
