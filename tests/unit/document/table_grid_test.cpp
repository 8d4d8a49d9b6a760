// Cells in their places, whatever the spans say.
#include <gtest/gtest.h>

#include <chrono>
#include <limits>

#include <minutemill/document.hpp>

using namespace minutemill;

namespace {

struct Cell {
  std::int64_t columns = 1;
  std::int64_t rows = 1;
};

Node& make_row(Document& document, Node& table, const std::vector<Cell>& cells, std::string_view group = {}) {
  Node& row = document.append_new(table, NodeKind::table_row);
  if (!group.empty()) document.set(row, Attr::row_group, group);
  for (const Cell& cell : cells) {
    Node& node = document.append_new(row, NodeKind::table_cell);
    if (cell.columns != 1) document.set(node, Attr::column_span, cell.columns);
    if (cell.rows != 1) document.set(node, Attr::row_span, cell.rows);
  }
  return row;
}

// "row,column rowsxcolumns" of each place.
std::vector<std::string> places(const TableGrid& grid) {
  std::vector<std::string> out;
  for (const TableGrid::Place& p : grid.places)
    out.push_back(std::to_string(p.row) + "," + std::to_string(p.column) + " " + std::to_string(p.row_span) +
                  "x" + std::to_string(p.column_span));
  return out;
}

TEST(Grid, SpansPushCellsOn) {
  Document document;
  Node& table = document.append_new(document.body(), NodeKind::table);
  document.append_new(table, NodeKind::caption);
  make_row(document, table, {{1, 2}, {2, 1}});
  make_row(document, table, {{}, {}});
  const TableGrid laid_out = grid(table);
  EXPECT_EQ(laid_out.rows, 2u);
  EXPECT_EQ(laid_out.columns, 3u);
  EXPECT_EQ(places(laid_out), (std::vector<std::string>{"0,0 2x1", "0,1 1x2", "1,1 1x1", "1,2 1x1"}));
  EXPECT_EQ(laid_out.clamped, 0u);
}

TEST(Grid, SpansStayInTheirRowGroup) {
  Document document;
  Node& table = document.append_new(document.body(), NodeKind::table);
  make_row(document, table, {{1, 9}, {}}, "head");
  make_row(document, table, {{1, 2}}, "body");
  make_row(document, table, {{}}, "body");
  make_row(document, table, {{}}, "foot");
  const TableGrid laid_out = grid(table);
  EXPECT_EQ(places(laid_out),
            (std::vector<std::string>{"0,0 1x1", "0,1 1x1", "1,0 2x1", "2,1 1x1", "3,0 1x1"}));
  EXPECT_EQ(laid_out.clamped, 1u);
}

TEST(Grid, OverlapsAreCutAtWhatIsTaken) {
  Document document;
  Node& table = document.append_new(document.body(), NodeKind::table);
  make_row(document, table, {{}, {1, 2}});
  make_row(document, table, {{3, 1}});
  const TableGrid laid_out = grid(table);
  EXPECT_EQ(places(laid_out), (std::vector<std::string>{"0,0 1x1", "0,1 2x1", "1,0 1x1"}));
  EXPECT_EQ(laid_out.clamped, 1u);
}

TEST(Grid, HugeAndSenselessSpansAreClamped) {
  Document document;
  Node& table = document.append_new(document.body(), NodeKind::table);
  make_row(document, table,
           {{1'000'000'000, 1'000'000'000},
            {-5, 0},
            {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}});
  const TableGrid laid_out = grid(table, 100);
  EXPECT_EQ(laid_out.rows, 1u);
  EXPECT_EQ(laid_out.columns, 100u);
  EXPECT_EQ(laid_out.places.size(), 3u);  // no cell is lost
  EXPECT_EQ(laid_out.places[0].column_span, 100u);
  EXPECT_EQ(laid_out.places[2].column, 99u);
  EXPECT_EQ(laid_out.clamped, 3u);
}

TEST(Grid, EmptyTablesAndRows) {
  Document document;
  Node& table = document.append_new(document.body(), NodeKind::table);
  EXPECT_EQ(grid(table).rows, 0u);
  make_row(document, table, {});
  EXPECT_EQ(grid(table).rows, 1u);
  EXPECT_EQ(grid(table).columns, 0u);
}

TEST(Grid, TimeGrowsWithTheCells) {
  Document document;
  Node& table = document.append_new(document.body(), NodeKind::table);
  for (int r = 0; r < 40'000; ++r) make_row(document, table, {{1, 40'000}});
  const auto start = std::chrono::steady_clock::now();
  const TableGrid laid_out = grid(table, 64);
  EXPECT_EQ(laid_out.places.size(), 40'000u);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

}  // namespace
