// Tables of FlowWriter.
#include "flow_writer.hpp"

namespace minutemill::xhtml {
namespace {

// HTML's own bound of a column span.
constexpr std::uint32_t kMostColumns = 1000;

enum class Group { none, head, body, foot };

std::string_view element_of(Group group) noexcept {
  switch (group) {
    case Group::head:
      return "thead";
    case Group::foot:
      return "tfoot";
    default:
      return "tbody";
  }
}

// One head, first; one foot, last; all between are bodies (HTML, "the table element").
std::vector<Group> groups_of(const TableGrid& grid) {
  const auto is = [&](std::uint32_t row, std::string_view name) {
    return grid.row_nodes[row]->get(Attr::row_group) == name;
  };
  std::vector<Group> groups(grid.rows, Group::body);
  for (std::uint32_t r = 0; r < grid.rows && is(r, "head"); ++r) groups[r] = Group::head;
  for (std::uint32_t r = grid.rows; r-- > 0 && groups[r] == Group::body && is(r, "foot");)
    groups[r] = Group::foot;
  return groups;
}

}  // namespace

void FlowWriter::write_table(const Node& table) {
  const TableGrid laid_out = grid(table, kMostColumns);
  const std::vector<Group> groups = groups_of(laid_out);
  out_.open("table");
  write_common(table);
  out_.line_end();
  bool captioned = false;
  for (const Node& child : table.children()) {
    if (child.kind() != NodeKind::caption) continue;
    if (!captioned)
      out_.open("caption");
    else
      out_.empty("br");  // HTML has room for one
    if (!captioned) write_common(child);
    captioned = true;
    write_inlines(child);
  }
  if (captioned) out_.close("caption").line_end();
  Group open = Group::none;
  std::size_t place = 0;
  for (std::uint32_t row = 0; row < laid_out.rows; ++row) {
    if (groups[row] != open) {
      if (open != Group::none) out_.close(element_of(open)).line_end();
      open = groups[row];
      out_.open(element_of(open)).line_end();
    }
    out_.open("tr");
    write_common(*laid_out.row_nodes[row]);
    for (; place < laid_out.places.size() && laid_out.places[place].row == row; ++place)
      write_cell(laid_out.places[place], open == Group::head);
    out_.close("tr").line_end();
  }
  if (open != Group::none) out_.close(element_of(open)).line_end();
  out_.close("table").line_end();
}

void FlowWriter::write_cell(const TableGrid::Place& place, bool in_head) {
  const Node& cell = *place.cell;
  const bool header = cell.number(Attr::header) != 0;
  const std::string_view element = header ? "th" : "td";
  const std::string_view align = cell.get(Attr::align);
  out_.open(element);
  write_common(cell, align == "center" || align == "right" || align == "left" ? align : std::string_view{});
  if (header) {
    std::string_view scope = cell.get(Attr::scope);
    if (scope != "row" && scope != "col" && scope != "rowgroup" && scope != "colgroup")
      scope = in_head || place.row == 0 || place.column > 0 ? "col" : "row";
    out_.attribute("scope", scope);
  }
  if (place.column_span > 1) out_.attribute("colspan", static_cast<std::int64_t>(place.column_span));
  if (place.row_span > 1) out_.attribute("rowspan", static_cast<std::int64_t>(place.row_span));
  write_item_content(cell);
  out_.close(element);
  ++tally_.cells;
}

}  // namespace minutemill::xhtml
