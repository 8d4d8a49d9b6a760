// The theme: Word wants one; colours and fonts of our documents are in the styles.
#include <minutemill/xml.hpp>

#include "static_parts.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

void write_colours(pugi::xml_node parent) {
  pugi::xml_node scheme = add(parent, "a:clrScheme");
  set(scheme, "name", "Office");
  const auto system = [&](const char* name, const char* value, const char* last) {
    pugi::xml_node node = add(add(scheme, name), "a:sysClr");
    set(node, "val", value);
    set(node, "lastClr", last);
  };
  const auto colour = [&](const char* name, const char* value) {
    set(add(add(scheme, name), "a:srgbClr"), "val", value);
  };
  system("a:dk1", "windowText", "000000");
  system("a:lt1", "window", "FFFFFF");
  colour("a:dk2", "44546A");
  colour("a:lt2", "E7E6E6");
  colour("a:accent1", "4472C4");
  colour("a:accent2", "ED7D31");
  colour("a:accent3", "A5A5A5");
  colour("a:accent4", "FFC000");
  colour("a:accent5", "5B9BD5");
  colour("a:accent6", "70AD47");
  colour("a:hlink", "0563C1");
  colour("a:folHlink", "954F72");
}

void write_fonts(pugi::xml_node parent, const char* name, const FontSet& fonts) {
  pugi::xml_node node = add(parent, name);
  append_attribute(add(node, "a:latin"), "typeface", fonts.latin);
  append_attribute(add(node, "a:ea"), "typeface", fonts.cjk);
  append_attribute(add(node, "a:cs"), "typeface", fonts.complex);
}

// The schema wants three of each kind of format.
void write_formats(pugi::xml_node parent) {
  pugi::xml_node scheme = add(parent, "a:fmtScheme");
  set(scheme, "name", "Office");
  const auto fills = [&](const char* name) {
    pugi::xml_node list = add(scheme, name);
    for (int i = 0; i < 3; ++i) set(add(add(list, "a:solidFill"), "a:schemeClr"), "val", "phClr");
  };
  fills("a:fillStyleLst");
  pugi::xml_node lines = add(scheme, "a:lnStyleLst");
  for (const int width : {6350, 12700, 19050}) {
    pugi::xml_node line = add(lines, "a:ln");
    set(line, "w", width);
    set(add(add(line, "a:solidFill"), "a:schemeClr"), "val", "phClr");
  }
  pugi::xml_node effects = add(scheme, "a:effectStyleLst");
  for (int i = 0; i < 3; ++i) add(add(effects, "a:effectStyle"), "a:effectLst");
  fills("a:bgFillStyleLst");
}

}  // namespace

std::string theme_part(const Style& style) {
  pugi::xml_document tree;
  pugi::xml_node root = add(tree, "a:theme");
  set(root, "xmlns:a", ns::kArt);
  set(root, "name", "Office");
  pugi::xml_node elements = add(root, "a:themeElements");
  write_colours(elements);
  pugi::xml_node fonts = add(elements, "a:fontScheme");
  set(fonts, "name", "Office");
  const NamedStyle* title = style.find("title");
  const FontSet& minor = *style.font(*style.normal().run.font);
  write_fonts(fonts, "a:majorFont", title->run.font ? *style.font(*title->run.font) : minor);
  write_fonts(fonts, "a:minorFont", minor);
  write_formats(elements);
  std::string out;
  save_xml(tree, out, true);
  return out;
}

}  // namespace minutemill::docx
