// styles.xml, settings.xml, fontTable.xml and the theme, from the style file.
#include <algorithm>
#include <set>

#include <minutemill/xml.hpp>

#include "format_writer.hpp"
#include "headings.hpp"
#include "language.hpp"
#include "numbering.hpp"
#include "static_parts.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

std::string saved(const pugi::xml_document& tree) {
  std::string out;
  save_xml(tree, out, true);
  return out;
}

void write_defaults(pugi::xml_node root, const Style& style, const std::string& language) {
  pugi::xml_node defaults = add(root, "w:docDefaults");
  pugi::xml_node run = add(add(defaults, "w:rPrDefault"), "w:rPr");
  RunFormat format;
  format.font = style.normal().run.font;
  format.half_points = style.normal().run.half_points;
  write_run_format(run, format, style);
  const Script script = script_of(language);
  pugi::xml_node lang = add(run, "w:lang");
  set(lang, "w:val", script == Script::latin && !language.empty() ? language : style.language);
  set(lang, "w:eastAsia", script == Script::east_asian ? language : style.east_asian_language);
  set(lang, "w:bidi", script == Script::bidi ? language : style.bidi_language);
  add(defaults, "w:pPrDefault");
}

void write_style(pugi::xml_node root, const NamedStyle& named, const Style& style,
                 const DocxOptions& options) {
  pugi::xml_node node = add(root, "w:style");
  const bool character = named.type == StyleType::character;
  set(node, "w:type", character ? "character" : "paragraph");
  const bool is_default = &named == &style.normal();
  if (is_default) set(node, "w:default", "1");
  if (!named.built_in) set(node, "w:customStyle", "1");
  set(node, "w:styleId", named.id);
  append_attribute(add(node, "w:name"), "w:val", named.name);
  if (const NamedStyle* base = style.find(named.based_on))
    add_value(node, "w:basedOn", base->id);
  else if (character)
    add_value(node, "w:basedOn", "DefaultParagraphFont");
  if (const NamedStyle* next = named.next.empty() ? nullptr : style.find(named.next))
    add_value(node, "w:next", next->id);
  add_value(node, "w:uiPriority", named.priority);
  const bool minor = named.key.starts_with("toc_") || named.key == "table_gap" || named.key == "rule";
  if (minor) add(node, "w:unhideWhenUsed");
  if (!minor && !character) add(node, "w:qFormat");
  if (!character) {
    pugi::xml_node ppr = add(node, "w:pPr");
    const bool numbered = options.number_headings && named.key.starts_with("heading_") &&
                          static_cast<std::size_t>(named.key.back() - '0') <= style.heading_numbers.size();
    write_paragraph_format(ppr, named.paragraph, !is_default || style.space_between_scripts);
    if (numbered) {
      // Behind keepNext, keepLines, pageBreakBefore and widowControl (CT_PPrBase).
      pugi::xml_node before;
      for (pugi::xml_node child : ppr.children()) {
        const std::string_view name = child.name();
        if (name == "w:keepNext" || name == "w:keepLines" || name == "w:pageBreakBefore" ||
            name == "w:widowControl")
          before = child;
      }
      pugi::xml_node number =
          before ? ppr.insert_child_after("w:numPr", before) : ppr.prepend_child("w:numPr");
      add_value(number, "w:ilvl", named.key.back() - '1');
      add_value(number, "w:numId", kHeadingNumbering);
    }
    if (!ppr.first_child()) node.remove_child(ppr);
  }
  pugi::xml_node rpr = add(node, "w:rPr");
  write_run_format(rpr, named.run, style);
  if (named.key == "footnote_reference") add_value(rpr, "w:vertAlign", "superscript");
  if (!rpr.first_child()) node.remove_child(rpr);
}

void write_width(pugi::xml_node parent, const char* name, std::int32_t twips) {
  pugi::xml_node node = add(parent, name);
  set(node, "w:w", twips);
  set(node, "w:type", "dxa");
}

pugi::xml_node start_style(pugi::xml_node root, const char* type, const char* id, const char* name,
                           int priority, bool is_default) {
  pugi::xml_node node = add(root, "w:style");
  set(node, "w:type", type);
  if (is_default) set(node, "w:default", "1");
  set(node, "w:styleId", id);
  add_value(node, "w:name", name);
  if (!is_default) add_value(node, "w:basedOn", "TableNormal");
  add_value(node, "w:uiPriority", priority);
  if (is_default) {
    add(node, "w:semiHidden");
    add(node, "w:unhideWhenUsed");
  }
  return node;
}

void write_cell_margins(pugi::xml_node properties, std::int32_t top, std::int32_t left, std::int32_t bottom,
                        std::int32_t right) {
  pugi::xml_node margins = add(properties, "w:tblCellMar");
  write_width(margins, "w:top", top);
  write_width(margins, "w:left", left);
  write_width(margins, "w:bottom", bottom);
  write_width(margins, "w:right", right);
}

void write_table_styles(pugi::xml_node root, const Style& style) {
  start_style(root, "character", "DefaultParagraphFont", "Default Paragraph Font", 1, true);
  pugi::xml_node normal = start_style(root, "table", "TableNormal", "Normal Table", 99, true);
  pugi::xml_node properties = add(normal, "w:tblPr");
  write_width(properties, "w:tblInd", 0);
  write_cell_margins(properties, 0, 108, 0, 108);  // the application's own
  start_style(root, "numbering", "NoList", "No List", 99, true);
  pugi::xml_node grid = start_style(root, "table", "TableGrid", "Table Grid", 39, false);
  properties = add(grid, "w:tblPr");
  const TableLook& look = style.table;
  write_borders(add(properties, "w:tblBorders"), look.borders, true);
  write_cell_margins(properties, look.cell_top, look.cell_left, look.cell_bottom, look.cell_right);
}

}  // namespace

std::string styles_part(const Style& style, const DocxOptions& options, const std::string& language) {
  pugi::xml_document tree;
  pugi::xml_node root = add(tree, "w:styles");
  set(root, "xmlns:w", ns::kMain);
  write_defaults(root, style, language);
  for (const NamedStyle& named : style.styles) write_style(root, named, style, options);
  write_table_styles(root, style);
  return saved(tree);
}

std::string settings_part(const Style& style, const std::string& language) {
  pugi::xml_document tree;
  pugi::xml_node root = add(tree, "w:settings");
  set(root, "xmlns:w", ns::kMain);
  set(add(root, "w:zoom"), "w:percent", "100");
  add_value(root, "w:defaultTabStop", 420);
  if (style.header.even || style.footer.even) add(root, "w:evenAndOddHeaders");
  add_value(root, "w:characterSpacingControl",
            script_of(language) == Script::east_asian ? "compressPunctuation" : "doNotCompress");
  pugi::xml_node notes = add(root, "w:footnotePr");
  for (const char* id : {"-1", "0"}) set(add(notes, "w:footnote"), "w:id", id);
  pugi::xml_node compat = add(root, "w:compat");
  if (script_of(language) == Script::east_asian) {
    add(compat, "w:spaceForUL");
    add(compat, "w:balanceSingleByteDoubleByteWidth");
    add(compat, "w:doNotLeaveBackslashAlone");
    add(compat, "w:ulTrailSpace");
  }
  add(compat, "w:doNotExpandShiftReturn");  // a line break in justified text does not stretch its line
  if (script_of(language) == Script::east_asian) add(compat, "w:useFELayout");
  pugi::xml_node mode = add(compat, "w:compatSetting");
  set(mode, "w:name", "compatibilityMode");
  set(mode, "w:uri", "http://schemas.microsoft.com/office/word");
  set(mode, "w:val", "15");
  pugi::xml_node lang = add(root, "w:themeFontLang");
  set(lang, "w:val", style.language);
  set(lang, "w:eastAsia", script_of(language) == Script::east_asian ? language : style.east_asian_language);
  add_value(root, "w:decimalSymbol", ".");
  add_value(root, "w:listSeparator", ",");
  return saved(tree);
}

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
  return saved(tree);
}

}  // namespace minutemill::docx
