#include "spacers.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

namespace minutemill::clean {
namespace {

// Elements that show something, or mean something, without text.
constexpr std::array<std::string_view, 28> kSolid{
    "audio", "br",    "button",   "canvas", "col", "colgroup", "embed",  "figure", "hr",  "iframe",
    "img",   "input", "math",     "object", "pre", "rt",       "select", "source", "svg", "table",
    "tbody", "td",    "textarea", "tfoot",  "th",  "thead",    "tr",     "video"};

bool is_solid(std::string_view name) {
  return std::binary_search(kSolid.begin(), kSolid.end(), name);
}

bool is_spacer_kind(const pugi::xml_node& element) {
  const std::string_view name = element.name();
  if (element.attribute("id") || element.attribute("name")) return false;
  return name == "p" || name == "div" || name == "center" || name == "o:p" || name == "font" ||
         name == "span" || name == "b" || name == "strong" || name == "em" || name == "i" || name == "u";
}

}  // namespace

std::size_t remove_spacers(pugi::xml_node body) {
  struct Level {
    pugi::xml_node element;
    bool solid = false;
    bool blank_text = false;  // spaces that separate words when it is an inline element
  };
  std::size_t removed = 0;
  std::vector<Level> open{{body, true, false}};
  pugi::xml_node at = body.first_child();
  while (!open.empty()) {
    if (at && at.type() == pugi::node_element && at.first_child()) {
      open.push_back({at, is_solid(at.name()), false});
      at = at.first_child();
      continue;
    }
    if (at) {
      Level& level = open.back();
      if (at.type() == pugi::node_element) {
        const std::string_view name = at.name();
        if (is_solid(name) ? name != "br" || level.element.name() == std::string_view("td")
                           : at.attribute("id") || at.attribute("name"))
          level.solid = true;
      } else if (at.type() == pugi::node_pcdata) {
        if (is_blank(at.value()))
          level.blank_text = level.blank_text || at.value()[0] != '\0';
        else
          level.solid = true;
      }
      at = at.next_sibling();
      continue;
    }
    const Level level = open.back();
    open.pop_back();
    if (open.empty()) break;
    at = level.element.next_sibling();
    const std::string_view name = level.element.name();
    const bool is_inline =
        name != "p" && name != "div" && name != "center" && !level.element.attribute(mark::kBlock);
    if (level.solid || !is_spacer_kind(level.element)) {
      open.back().solid = true;
    } else if (is_inline && level.blank_text) {
      open.back().blank_text = true;  // goes with its paragraph, if that is empty
    } else {
      open.back().element.remove_child(level.element);
      ++removed;
    }
  }
  return removed;
}

}  // namespace minutemill::clean
