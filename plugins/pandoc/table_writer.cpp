// Tables: [attr, caption, column specs, head, bodies, foot]. Rows go to the part of their group; a head in
// the middle begins another body, a foot in the middle stays a row of its body.
#include "pandoc/vocabulary.hpp"
#include "pandoc/writing.hpp"

#include <algorithm>

namespace minutemill::pandoc {
namespace {

enum class Group : std::uint8_t { head, body, foot };

Group group_of(const Node& row) {
  const std::string_view name = row.get(Attr::row_group);
  if (name == "head") return Group::head;
  return name == "foot" ? Group::foot : Group::body;
}

// Where the parts of a table begin: [head][bodies][foot], as indices of rows.
struct Parts {
  std::size_t bodies = 0;
  std::size_t foot = 0;
};

Parts parts_of(const std::vector<const Node*>& rows) {
  Parts parts{0, rows.size()};
  while (parts.bodies < rows.size() && group_of(*rows[parts.bodies]) == Group::head) ++parts.bodies;
  while (parts.foot > parts.bodies && group_of(*rows[parts.foot - 1]) == Group::foot) --parts.foot;
  return parts;
}

// Leading columns in which every cell of rows [begin, end) is a header.
std::size_t header_columns(const TableGrid& grid, std::size_t begin, std::size_t end) {
  std::size_t columns = begin < end ? grid.columns : 0;
  for (const TableGrid::Place& place : grid.places)
    if (place.row >= begin && place.row < end && place.cell->number(Attr::header) == 0)
      columns = std::min<std::size_t>(columns, place.column);
  return columns;
}

}  // namespace

// Writes the rows of one table.
class Writer::TableRows {
 public:
  TableRows(Writer& writer, const TableGrid& grid) : w_(writer), grid_(grid), first_(grid.rows + 1) {
    std::size_t place = 0;
    for (std::size_t row = 0; row <= grid.rows; ++row) {
      while (place < grid.places.size() && grid.places[place].row < row) ++place;
      first_[row] = place;
    }
  }

  void write(std::size_t begin, std::size_t end, Group part, std::size_t header_columns) {
    w_.json_.begin_list();
    for (std::size_t row = begin; row < end; ++row) write_row(row, part, header_columns);
    w_.json_.end_list();
  }

 private:
  void write_row(std::size_t row, Group part, std::size_t header_columns) {
    const Node& node = *grid_.row_nodes[row];
    AttrSet taken;
    const bool implied = group_of(node) == part && !(part == Group::body && node.has(Attr::row_group));
    if (implied) taken.add(Attr::row_group);
    w_.json_.begin_list();
    w_.attr(w_.attributes(node, taken));
    w_.json_.begin_list();
    for (std::size_t at = first_[row]; at < first_[row + 1]; ++at)
      write_cell(grid_.places[at], part == Group::head || grid_.places[at].column < header_columns);
    w_.json_.end_list().end_list();
  }

  // `implied`: pandoc takes a cell here for a header.
  void write_cell(const TableGrid::Place& place, bool implied) {
    const Node& cell = *place.cell;
    const bool header = cell.number(Attr::header) != 0;
    const std::string_view align = alignment_name(cell.get(Attr::align));
    AttrSet taken;
    if (!align.empty()) taken.add(Attr::align);
    if (header == implied) taken.add(Attr::header);
    if (cell.number(Attr::row_span, 1) == place.row_span) taken.add(Attr::row_span);
    if (cell.number(Attr::column_span, 1) == place.column_span) taken.add(Attr::column_span);
    Attributes found = w_.attributes(cell, taken);
    if (implied && !header && !cell.has(Attr::header) && w_.options_.attributes)
      found.pairs.emplace_back("mm-header", "0");
    w_.json_.begin_list();
    w_.attr(found);
    w_.element(align.empty() ? "AlignDefault" : align);
    w_.json_.number(place.row_span).number(place.column_span).begin_list();
    for (const Node& child : cell.children())
      child.kind() == NodeKind::paragraph ? w_.paragraph(child, true) : w_.block(child);
    w_.json_.end_list().end_list();
  }

  Writer& w_;
  const TableGrid& grid_;
  std::vector<std::size_t> first_;  // place of each row's first cell
};

void Writer::caption(const Node* node) {
  json_.begin_list().null().begin_list();
  if (node != nullptr)
    wrapped(*node, {}, "Div", [&] {
      begin("Plain");
      inlines(*node);
      end();
    });
  json_.end_list().end_list();
}

void Writer::column_specs(std::size_t columns) {
  json_.begin_list();
  for (std::size_t i = 0; i < columns; ++i) {
    json_.begin_list();
    element("AlignDefault");
    element("ColWidthDefault");
    json_.end_list();
  }
  json_.end_list();
}

void Writer::table(const Node& node) {
  constexpr std::uint32_t kMostColumns = 1024;  // a specification is written for each
  const TableGrid grid = minutemill::grid(node, kMostColumns);
  losses_.spans += grid.clamped;
  const Node* caption_node = nullptr;
  for (const Node& child : node.children())
    if (child.kind() == NodeKind::caption && caption_node == nullptr) caption_node = &child;
  const Parts parts = parts_of(grid.row_nodes);
  TableRows rows(*this, grid);
  begin("Table");
  json_.begin_list();
  Attributes found = attributes(node, {});
  if (caption_node != nullptr && caption_node != node.first_child() && options_.attributes)
    found.pairs.emplace_back("mm-caption", "last");
  attr(found);
  caption(caption_node);
  column_specs(grid.columns);
  json_.begin_list();
  attr({});
  rows.write(0, parts.bodies, Group::head, 0);
  json_.end_list().begin_list();
  for (std::size_t begin_row = parts.bodies; begin_row < parts.foot;) {
    std::size_t rest = begin_row;
    while (rest < parts.foot && group_of(*grid.row_nodes[rest]) == Group::head) ++rest;
    std::size_t end_row = rest;
    while (end_row < parts.foot && group_of(*grid.row_nodes[end_row]) != Group::head) ++end_row;
    const std::size_t headers = header_columns(grid, rest, end_row);
    json_.begin_list();
    attr({});
    json_.number(headers);
    rows.write(begin_row, rest, Group::head, 0);
    rows.write(rest, end_row, Group::body, headers);
    json_.end_list();
    begin_row = end_row;
  }
  json_.end_list().begin_list();
  attr({});
  rows.write(parts.foot, grid.rows, Group::foot, 0);
  json_.end_list().end_list();
  end();
}

}  // namespace minutemill::pandoc
