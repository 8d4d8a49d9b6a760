#include "plain_text/columns.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::plain_text {
namespace {

constexpr std::size_t kApart = 3;  // spaces between two columns

struct Cell {
  std::size_t begin, end;
  std::size_t column;  // on the page, in characters
};

std::vector<Cell> cells_of(std::string_view line, std::size_t indent) {
  std::vector<Cell> cells;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at, next = line.size();
    while (end < line.size()) {
      end = std::min(line.find_first_of(" \t", end), line.size());
      next = std::min(line.find_first_not_of(" \t", end), line.size());
      if (next - end >= kApart || line.substr(end, next - end).find('\t') != std::string_view::npos) break;
      end = next;
    }
    cells.push_back({at, end, indent + count_code_points(line.substr(0, at))});
    at = std::max(next, end);
  }
  return cells;
}

}  // namespace

std::vector<std::vector<Piece>> side_by_side(const std::vector<std::string_view>& lines,
                                             const std::vector<std::size_t>& indents) {
  constexpr std::size_t kMostColumns = 4, kOff = 2;
  if (lines.size() < 2) return {};
  const std::vector<Cell> labels = cells_of(lines[0], indents[0]);
  if (labels.size() < 2 || labels.size() > kMostColumns) return {};
  for (const Cell& label : labels)
    if (lines[0][label.end - 1] != ':') return {};
  std::vector<std::vector<Piece>> columns(labels.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (const Cell& cell : cells_of(lines[i], indents[i])) {
      const auto label = std::find_if(labels.begin(), labels.end(), [&](const Cell& l) {
        return cell.column + kOff >= l.column && cell.column <= l.column + kOff;
      });
      if (label == labels.end()) return {};
      columns[static_cast<std::size_t>(label - labels.begin())].push_back({i, cell.begin, cell.end});
    }
  const bool empty = std::any_of(columns.begin(), columns.end(), [](const auto& c) { return c.size() < 2; });
  return empty ? std::vector<std::vector<Piece>>() : columns;
}

}  // namespace minutemill::plain_text
