#include "cli/bar_chart.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/html_page.hpp"
#include <minutemill/xml.hpp>

namespace minutemill::cli {
namespace {

constexpr double kWidth = 720;  // units of the view box; the page scales it
constexpr double kHeight = 140;
constexpr double kGap = 0.15;  // of a bar's place

void add_rect(pugi::xml_node svg, const Bar& bar, std::size_t index, std::size_t count, double highest) {
  const double place = kWidth / static_cast<double>(count);
  const double height = highest > 0 ? bar.value / highest * kHeight : 0;
  pugi::xml_node rect = add_element(svg, "rect");
  append_attribute(rect, "x", fmt::format("{:.1f}", (static_cast<double>(index) + kGap / 2) * place));
  append_attribute(rect, "y", fmt::format("{:.1f}", kHeight - height));
  append_attribute(rect, "width", fmt::format("{:.1f}", place * (1 - kGap)));
  append_attribute(rect, "height", fmt::format("{:.1f}", height));
  add_element(rect, "title", fmt::format("{}: {}", bar.label, bar.shown));
}

void add_table(pugi::xml_node parent, std::string_view label_name, std::string_view value_name,
               const std::vector<Bar>& bars) {
  pugi::xml_node details = add_element(parent, "details");
  add_element(details, "summary", "as a table");
  pugi::xml_node table = add_element(details, "table");
  pugi::xml_node head = add_element(add_element(table, "thead"), "tr");
  add_element(head, "th", label_name);
  add_element(head, "th", "number", value_name);
  pugi::xml_node rows = add_element(table, "tbody");
  for (const Bar& bar : bars) {
    if (bar.value == 0) continue;
    pugi::xml_node row = add_element(rows, "tr");
    add_element(row, "td", bar.label);
    add_element(row, "td", "number", bar.shown);
  }
}

}  // namespace

void add_bar_chart(pugi::xml_node parent, std::string_view name, std::string_view label_name,
                   std::string_view value_name, const std::vector<Bar>& bars) {
  if (bars.empty()) return;
  const double highest = std::ranges::max(bars, {}, &Bar::value).value;
  pugi::xml_node figure = add_element(parent, "figure");
  add_element(figure, "figcaption", name);
  pugi::xml_node svg = add_element(figure, "svg");
  append_attribute(svg, "viewBox", fmt::format("0 0 {} {}", kWidth, kHeight));
  append_attribute(svg, "preserveAspectRatio", "none");
  append_attribute(svg, "role", "img");
  append_attribute(svg, "aria-label",
                   fmt::format("{}: {} bars, highest {}", name, bars.size(),
                               std::ranges::max(bars, {}, &Bar::value).shown));
  for (std::size_t i = 0; i < bars.size(); ++i) add_rect(svg, bars[i], i, bars.size(), highest);
  pugi::xml_node axis = add_element(figure, "div", "axis", "");
  for (const std::size_t at : {std::size_t{0}, bars.size() / 2, bars.size() - 1})
    add_element(axis, "span", bars[at].label);
  add_table(figure, label_name, value_name, bars);
}

}  // namespace minutemill::cli
