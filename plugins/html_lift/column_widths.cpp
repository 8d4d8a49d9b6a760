#include "column_widths.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

namespace minutemill::lift {
namespace {

// "120", "120px", "20%" (of a table that is as wide as the text of a page); anything else says nothing.
std::int64_t pixels_of(const pugi::xml_node& element) {
  constexpr double kTableWidth = 620, kMost = 10000;
  const std::string text(std::string_view(element.attribute("width").value()).substr(0, 16));
  char* end = nullptr;
  double number = std::strtod(text.c_str(), &end);
  const std::string_view unit = end;
  if (end == text.c_str() || !(number > 0)) return 0;
  if (unit == "%")
    number *= kTableWidth / 100;
  else if (!unit.empty() && unit != "px")
    return 0;
  return number >= 1 && number < kMost ? static_cast<std::int64_t>(number) : 0;
}

}  // namespace

void ColumnWidths::add(const pugi::xml_node& element) {
  const std::int64_t width = pixels_of(element);
  if (std::string_view(element.name()) == "col") return add(width, element);
  bool has_columns = false;
  for (const pugi::xml_node& column : element.children("col")) {
    const std::int64_t own = pixels_of(column);
    add(own > 0 ? own : width, column);
    has_columns = true;
  }
  if (!has_columns) add(width, element);
}

void ColumnWidths::add(std::int64_t width, const pugi::xml_node& element) {
  const int span = std::clamp(element.attribute("span").as_int(1), 1, static_cast<int>(kMostColumns));
  widths_.resize(std::min(widths_.size() + static_cast<std::size_t>(span), kMostColumns), width);
}

std::int64_t ColumnWidths::of(const pugi::xml_node& cell, std::size_t column) const {
  const std::int64_t own = pixels_of(cell);
  return own > 0 ? own : column < widths_.size() ? widths_[column] : 0;
}

}  // namespace minutemill::lift
