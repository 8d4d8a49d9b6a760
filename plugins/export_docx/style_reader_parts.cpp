// The parts of a style file that stand around its paragraph styles: headers and footers, lists, tables,
// contents, lines before the text, languages.
#include <algorithm>

#include "style_reader.hpp"

namespace minutemill::docx {

std::optional<Band> StyleReader::read_band(const ConfigNode* node) {
  if (node == nullptr) return std::nullopt;
  ConfigReader in(*node, "header or footer", diagnostics_);
  Band band;
  band.text = in.text("text", {}, true);
  band.align = align(in, "align").value_or("center");
  const std::int32_t em = style_.half_points(*style_.find("footer"));
  band.left = extent(in, "left", em).value_or(Extent{});
  band.right = extent(in, "right", em).value_or(Extent{});
  in.finish();
  return band;
}

void StyleReader::read_bands(const ConfigNode& node, Bands& bands) {
  ConfigReader in(node, "set of headers or footers", diagnostics_);
  bands.odd = read_band(in.map("odd"));
  bands.even = read_band(in.map("even"));
  bands.first = read_band(in.map("first"));
  if (const ConfigNode* all = in.map("all")) bands.odd = read_band(all);
  in.finish();
}

ListLevel StyleReader::read_level(const ConfigNode& node) {
  ConfigReader in(node, "number style", diagnostics_);
  static const std::vector<std::string_view> gaps{"tab", "space", "nothing"};
  ListLevel level{in.text("format", {}, true), in.text("text", {}, true), "tab"};
  level.gap = gaps[in.choice("gap", gaps, 0)];
  in.finish();
  return level;
}

std::vector<ListLevel> StyleReader::read_levels(const ConfigNode& node) {
  std::vector<ListLevel> levels;
  for (const ConfigNode* item : node.items()) levels.push_back(read_level(*item));
  return levels;
}

void StyleReader::read_lists(const ConfigNode& node) {
  ConfigReader in(node, "look of lists", diagnostics_);
  Lists& lists = style_.lists;
  const std::int32_t em = style_.half_points(*style_.find("list_number"));
  lists.margin = extent(in, "margin", em).value_or(Extent{});
  lists.indent = extent(in, "indent", em).value_or(Extent{});
  lists.hanging = extent(in, "hanging", em).value_or(Extent{});
  lists.bullets = in.texts("bullets", true);
  lists.numbers = in.texts("numbers", true);
  if (const ConfigNode* styles = in.map("number_styles", true))
    for (const auto& [key, value] : styles->entries())
      lists.number_styles.emplace_back(key->scalar(), read_level(*value));
  in.finish();
  const auto known = [&](const std::string& name) {
    return std::any_of(lists.number_styles.begin(), lists.number_styles.end(),
                       [&](const auto& s) { return s.first == name; });
  };
  for (const std::string& name : lists.numbers)
    if (!known(name))
      in.error(*node.find("numbers"), "'numbers' names '" + name + "', which is not in 'number_styles'");
}

void StyleReader::read_table(const ConfigNode& node) {
  ConfigReader in(node, "table", diagnostics_);
  if (const ConfigNode* borders = in.map("borders"))
    style_.table.borders = read_borders(*borders, "table borders");
  if (const ConfigNode* cell = in.map("cell")) {
    ConfigReader part(*cell, "set of cell margins", diagnostics_);
    style_.table.cell_left = twips(part, "left", 0);
    style_.table.cell_right = twips(part, "right", 0);
    style_.table.cell_top = twips(part, "top", 0);
    style_.table.cell_bottom = twips(part, "bottom", 0);
    part.finish();
  }
  style_.table.space_after = twips(in, "space_after", 0);
  style_.table.header_shading = colour(in, "header_background");
  style_.table.align = align(in, "align").value_or("center");
  in.finish();
}

void StyleReader::read_front(const ConfigNode& node) {
  style_.front.clear();
  for (const ConfigNode* item : node.items()) {
    ConfigReader in(*item, "line before the text", diagnostics_);
    FrontLine line{in.text("style", {}, true), in.text("text", {}, true)};
    if (style_.find(line.style) == nullptr)
      in.error(*item->find("style"), "'style' must name one of `styles`", style_hint(line.style));
    else
      style_.front.push_back(std::move(line));
    in.finish();
  }
}

void StyleReader::read_toc(const ConfigNode& node) {
  ConfigReader in(node, "toc", diagnostics_);
  style_.toc.levels = in.integer("levels", 3, 1, 6);
  if (const ConfigNode* titles = in.map("titles"))
    for (const auto& [key, value] : titles->entries())
      style_.toc.titles.emplace_back(key->scalar(), value->scalar());
  in.finish();
}

void StyleReader::read_languages(const ConfigNode& node) {
  ConfigReader in(node, "set of languages", diagnostics_);
  style_.language = in.text("latin", {}, true);
  style_.east_asian_language = in.text("cjk", {}, true);
  style_.bidi_language = in.text("complex", {}, true);
  in.finish();
}

}  // namespace minutemill::docx
