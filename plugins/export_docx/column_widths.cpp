// Column widths as CSS's automatic table layout finds them: between the longest word and the longest line of
// a column.
#include <algorithm>
#include <numeric>

#include <minutemill/text.hpp>

#include "tables.hpp"

namespace minutemill::docx {
namespace {

constexpr std::int32_t kTwipsPerPixel = 15;  // CSS pixels are 1/96 inch
constexpr double kWidestLine = 40;           // ems that a long text may claim
constexpr double kPadding = 1.2;             // ems: cell margins and a little air

struct Extremes {
  double least = 0, most = 0;  // ems
};

// Ems of the longest word and the longest line. A CJK character may stand alone and is one em wide.
Extremes measure(const Node& cell) {
  Extremes out;
  double word = 0, line = 0;
  const auto end_line = [&] {
    out.most = std::max(out.most, line);
    word = line = 0;
  };
  for (const Node* at = next_in_tree(cell, cell); at != nullptr; at = next_in_tree(*at, cell)) {
    if (is_block(at->kind()) || at->kind() == NodeKind::line_break) end_line();
    if (at->kind() == NodeKind::image) out.least = std::max(out.least, 4.0);
    const std::string_view text = at->text();
    for (std::size_t i = 0; i < text.size();) {
      const char32_t c = next_code_point(text, i);
      const double width = is_cjk(c) ? 1 : 0.52;
      word = is_space(c) || is_cjk(c) ? (is_cjk(c) ? width : 0) : word + width;
      line += width;
      out.least = std::max(out.least, word);
    }
  }
  end_line();
  out.least = std::min(out.least, 16.0);  // longer words are broken
  out.most = std::clamp(out.most, out.least, std::max(kWidestLine, out.least));
  return out;
}

// A cell over several columns asks for what they do not have yet, in equal shares.
void widen(std::vector<Extremes>& columns, const TableGrid::Place& place, const Extremes& wish) {
  Extremes have;
  for (std::uint32_t c = place.column; c < place.column + place.column_span; ++c) {
    have.least += columns[c].least;
    have.most += columns[c].most;
  }
  for (std::uint32_t c = place.column; c < place.column + place.column_span; ++c) {
    columns[c].least += std::max(0.0, wish.least - have.least) / place.column_span;
    columns[c].most += std::max(0.0, wish.most - have.most) / place.column_span;
  }
}

std::vector<std::int32_t> fitted(const std::vector<double>& shares, std::int32_t width) {
  const double sum = std::max(std::accumulate(shares.begin(), shares.end(), 0.0), 1e-6);
  std::vector<std::int32_t> out;
  double before = 0;
  for (const double share : shares) {
    const auto left = static_cast<std::int32_t>(before / sum * width);
    before += share;
    out.push_back(std::max(static_cast<std::int32_t>(before / sum * width) - left, 20));
  }
  return out;
}

// Pixels per column when the source gives all of them.
std::vector<double> stated(const TableGrid& grid) {
  std::vector<double> out(grid.columns, 0);
  for (const TableGrid::Place& place : grid.places)
    if (place.column_span == 1)
      out[place.column] = std::max(out[place.column], static_cast<double>(place.cell->number(Attr::width)));
  const bool all = std::all_of(out.begin(), out.end(), [](double w) { return w > 0 && w < 10000; });
  return all ? out : std::vector<double>();
}

}  // namespace

std::vector<std::int32_t> column_widths(const TableGrid& grid, std::int32_t width, std::int32_t em) {
  if (const std::vector<double> pixels = stated(grid); !pixels.empty()) {
    const double wanted = std::accumulate(pixels.begin(), pixels.end(), 0.0) * kTwipsPerPixel;
    return fitted(pixels, wanted < width * 0.6 ? static_cast<std::int32_t>(wanted) : width);
  }
  std::vector<Extremes> columns(grid.columns);
  for (const TableGrid::Place& place : grid.places)
    if (place.column_span == 1) widen(columns, place, measure(*place.cell));
  for (const TableGrid::Place& place : grid.places)
    if (place.column_span > 1) widen(columns, place, measure(*place.cell));
  double least = 0, most = 0;
  for (Extremes& column : columns) {
    column.least += kPadding;
    column.most = std::max(column.most + kPadding, column.least);
    least += column.least;
    most += column.most;
  }
  const double room = static_cast<double>(width) / std::max(em, 1);
  std::vector<double> shares;
  for (const Extremes& column : columns) {
    if (most <= room)
      shares.push_back(column.most);
    else if (least >= room)
      shares.push_back(column.least);
    else
      shares.push_back(column.least + (column.most - column.least) * (room - least) / (most - least));
  }
  return fitted(shares, width);
}

}  // namespace minutemill::docx
