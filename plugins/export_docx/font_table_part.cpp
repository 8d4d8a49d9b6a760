// fontTable.xml: the fonts of the style file, and what to take for them.
#include <algorithm>
#include <set>

#include <minutemill/xml.hpp>

#include "static_parts.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {

std::string font_table_part(const Style& style) {
  pugi::xml_document tree;
  pugi::xml_node root = add(tree, "w:fonts");
  set(root, "xmlns:w", ns::kMain);
  std::set<std::string> names;
  for (const FontSet& set : style.fonts) names.insert({set.latin, set.cjk, set.complex});
  for (const std::string& name : names) {
    pugi::xml_node font = add(root, "w:font");
    append_attribute(font, "w:name", name);
    const auto at = std::find_if(style.alternatives.begin(), style.alternatives.end(),
                                 [&](const FontAlternatives& a) { return a.name == name; });
    if (at == style.alternatives.end()) continue;
    append_attribute(add(font, "w:altName"), "w:val", at->alternatives);
    add_value(font, "w:family", at->family);
  }
  std::string out;
  save_xml(tree, out, true);
  return out;
}

}  // namespace minutemill::docx
