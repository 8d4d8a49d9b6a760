#include <minutemill/document.hpp>

#include <algorithm>

namespace minutemill {
namespace {

// For each column, the first row that is free again. Memory is the width of the table, whatever its spans
// say.
class FreeRows {
 public:
  std::uint32_t first_free(std::uint32_t row, std::uint32_t from) const {
    while (from < until_.size() && until_[from] > row) ++from;
    return from;
  }
  std::uint32_t width_free(std::uint32_t row, std::uint32_t from, std::uint32_t wanted) const {
    std::uint32_t width = 0;
    while (width < wanted && (from + width >= until_.size() || until_[from + width] <= row)) ++width;
    return width;
  }
  void take(std::uint32_t from, std::uint32_t width, std::uint32_t until) {
    if (until_.size() < from + width) until_.resize(from + width, 0);
    std::fill_n(until_.begin() + from, width, until);
  }
  std::uint32_t width() const { return static_cast<std::uint32_t>(until_.size()); }

 private:
  std::vector<std::uint32_t> until_;
};

std::uint32_t clamp_span(std::int64_t span, std::uint32_t limit, bool& clamped) {
  const auto fitted =
      static_cast<std::uint32_t>(std::clamp<std::int64_t>(span, 1, std::max<std::uint32_t>(limit, 1)));
  clamped = clamped || fitted != span;
  return fitted;
}

// For each row, the row behind the last one of its group: a span never leaves it (HTML, "forming a table").
std::vector<std::uint32_t> group_ends(const std::vector<const Node*>& rows) {
  std::vector<std::uint32_t> ends(rows.size());
  for (std::size_t r = rows.size(); r-- > 0;) {
    const bool goes_on =
        r + 1 < rows.size() && rows[r]->get(Attr::row_group) == rows[r + 1]->get(Attr::row_group);
    ends[r] = goes_on ? ends[r + 1] : static_cast<std::uint32_t>(r + 1);
  }
  return ends;
}

}  // namespace

TableGrid grid(const Node& table, std::uint32_t max_columns) {
  TableGrid out;
  std::size_t cells = 0;
  for (const Node& row : table.children()) {
    if (row.kind() != NodeKind::table_row) continue;
    out.row_nodes.push_back(&row);
    std::size_t in_row = 0;
    for (const Node& cell : row.children()) in_row += cell.kind() == NodeKind::table_cell ? 1 : 0;
    cells += in_row;
  }
  out.rows = static_cast<std::uint32_t>(out.row_nodes.size());
  out.places.reserve(cells);
  const std::vector<std::uint32_t> ends = group_ends(out.row_nodes);
  FreeRows free;
  for (std::uint32_t r = 0; r < out.rows; ++r) {
    std::uint32_t column = 0;
    for (const Node& cell : out.row_nodes[r]->children()) {
      if (cell.kind() != NodeKind::table_cell) continue;
      bool clamped = false;
      column = free.first_free(r, column);
      if (column >= max_columns) {
        column = max_columns - 1;
        clamped = true;
      }
      const std::uint32_t rows = clamp_span(cell.number(Attr::row_span, 1), ends[r] - r, clamped);
      std::uint32_t columns = clamp_span(cell.number(Attr::column_span, 1), max_columns - column, clamped);
      const std::uint32_t width = std::max<std::uint32_t>(free.width_free(r, column, columns), 1);
      clamped = clamped || width != columns;
      columns = width;
      free.take(column, columns, r + rows);
      out.places.push_back({&cell, r, column, rows, columns});
      out.clamped += clamped ? 1 : 0;
      column += columns;
    }
  }
  out.columns = free.width();
  return out;
}

}  // namespace minutemill
