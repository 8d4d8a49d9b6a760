// styles.xml: the styles of the user's Word file when there is one, and those of the style file.

#include <algorithm>

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

void set_attribute(pugi::xml_node node, const char* name, const std::string& value) {
  if (!node.attribute(name)) node.append_attribute(name);
  node.attribute(name).set_value(value.c_str());
}

// The languages of text that says none of its own: the document's is known, the file's are of another one.
void write_languages(pugi::xml_node run, const Style& style, const std::string& language) {
  const Script script = script_of(language);
  pugi::xml_node lang = run.child("w:lang") ? run.child("w:lang") : add(run, "w:lang");
  set_attribute(lang, "w:val", script == Script::latin && !language.empty() ? language : style.language);
  set_attribute(lang, "w:eastAsia", script == Script::east_asian ? language : style.east_asian_language);
  set_attribute(lang, "w:bidi", script == Script::bidi ? language : style.bidi_language);
}

void write_defaults(pugi::xml_node root, const Style& style, const std::string& language) {
  pugi::xml_node defaults = add(root, "w:docDefaults");
  pugi::xml_node run = add(add(defaults, "w:rPrDefault"), "w:rPr");
  RunFormat format;
  format.font = style.normal().run.font;
  format.half_points = style.normal().run.half_points;
  write_run_format(run, format, style);
  write_languages(run, style, language);
  add(defaults, "w:pPrDefault");
}

// Behind keepNext, keepLines, pageBreakBefore, framePr and widowControl (CT_PPrBase).
void insert_numbering(pugi::xml_node ppr, int level, int id) {
  static constexpr std::string_view kBefore[] = {"w:pStyle",          "w:keepNext", "w:keepLines",
                                                 "w:pageBreakBefore", "w:framePr",  "w:widowControl"};
  pugi::xml_node last;
  for (const pugi::xml_node child : ppr.children())
    if (std::find(std::begin(kBefore), std::end(kBefore), std::string_view(child.name())) !=
        std::end(kBefore))
      last = child;
  pugi::xml_node number = last ? ppr.insert_child_after("w:numPr", last) : ppr.prepend_child("w:numPr");
  add_value(number, "w:ilvl", level);
  add_value(number, "w:numId", id);
}

// The level of numbers that the style's headings get, from 0; below 0: none.
int heading_level(const NamedStyle& named, const Style& style) {
  if (!named.key.starts_with("heading_")) return -1;
  const int level = named.key.back() - '1';
  return static_cast<std::size_t>(level) < style.heading_numbers.size() ? level : -1;
}

// `numbering`: of headings, 0 when they have none.
void write_style(pugi::xml_node root, const NamedStyle& named, const Style& style, int numbering) {
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
    add_value(node, "w:basedOn", style.character_base);
  if (const NamedStyle* next = named.next.empty() ? nullptr : style.find(named.next))
    add_value(node, "w:next", next->id);
  add_value(node, "w:uiPriority", named.priority);
  const bool minor = named.key.starts_with("toc_") || named.key == "table_gap" || named.key == "rule";
  if (minor) add(node, "w:unhideWhenUsed");
  if (!minor && !character) add(node, "w:qFormat");
  if (!character) {
    pugi::xml_node ppr = add(node, "w:pPr");
    write_paragraph_format(ppr, named.paragraph, !is_default || style.space_between_scripts);
    if (const int level = heading_level(named, style); numbering > 0 && level >= 0)
      insert_numbering(ppr, level, numbering);
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

// `base`: of styles that are no defaults.
pugi::xml_node start_style(pugi::xml_node root, const char* type, const std::string& id, const char* name,
                           int priority, const std::string& base = {}) {
  pugi::xml_node node = add(root, "w:style");
  set(node, "w:type", type);
  if (base.empty()) set(node, "w:default", "1");
  set(node, "w:styleId", id);
  add_value(node, "w:name", name);
  if (!base.empty()) add_value(node, "w:basedOn", base);
  add_value(node, "w:uiPriority", priority);
  if (base.empty()) {
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

bool has_default(pugi::xml_node root, std::string_view type) {
  for (const pugi::xml_node style : root.children("w:style"))
    if (type == style.attribute("w:type").value() && style.attribute("w:default").as_bool()) return true;
  return false;
}

void write_base_styles(pugi::xml_node root, const Style& style) {
  if (!has_default(root, "character"))
    start_style(root, "character", style.character_base, "Default Paragraph Font", 1);
  if (!has_default(root, "table")) {
    pugi::xml_node normal = start_style(root, "table", style.table_base, "Normal Table", 99);
    pugi::xml_node properties = add(normal, "w:tblPr");
    write_width(properties, "w:tblInd", 0);
    write_cell_margins(properties, 0, 108, 0, 108);  // the application's own
  }
  if (!has_default(root, "numbering")) start_style(root, "numbering", "NoList", "No List", 99);
  const TableLook& look = style.table;
  if (look.in_reference) return;
  pugi::xml_node grid = start_style(root, "table", look.id, "Table Grid", 39, style.table_base);
  pugi::xml_node properties = add(grid, "w:tblPr");
  write_borders(add(properties, "w:tblBorders"), look.borders, true);
  write_cell_margins(properties, look.cell_top, look.cell_left, look.cell_bottom, look.cell_right);
}

pugi::xml_node prepended(pugi::xml_node parent, const char* name) {
  return parent.child(name) ? parent.child(name) : parent.prepend_child(name);
}

// The styles of the user's file, in the document's language and with numbers for headings when they are
// wanted.
void write_reference(pugi::xml_node root, const Reference& reference, const Style& style,
                     const std::string& language, int numbering) {
  const pugi::xml_node given = reference.styles().document_element();
  for (const pugi::xml_attribute attribute : given.attributes()) root.append_copy(attribute);
  for (const pugi::xml_node child : given.children()) root.append_copy(child);
  pugi::xml_node run = prepended(prepended(prepended(root, "w:docDefaults"), "w:rPrDefault"), "w:rPr");
  write_languages(run, style, language);
  if (numbering == 0 || reference.numbers_headings()) return;
  for (const NamedStyle& named : style.styles) {
    const int level = heading_level(named, style);
    pugi::xml_node node = root.find_child_by_attribute("w:style", "w:styleId", named.id.c_str());
    if (level < 0 || !node) continue;
    pugi::xml_node ppr = node.child("w:pPr");
    if (!ppr && node.child("w:rPr")) ppr = node.insert_child_before("w:pPr", node.child("w:rPr"));
    if (!ppr) ppr = add(node, "w:pPr");
    insert_numbering(ppr, level, numbering);
  }
}

}  // namespace

std::string styles_part(const Style& style, const DocxOptions& options, const std::string& language,
                        const Reference* reference, Binding binding) {
  pugi::xml_document tree;
  pugi::xml_node root = add(tree, "w:styles");
  const int numbering = options.number_headings ? Numbering(style.lists, reference).headings() : 0;
  if (reference != nullptr) {
    write_reference(root, *reference, style, language, numbering);
  } else {
    set(root, "xmlns:w", ns::kMain);
    write_defaults(root, style, language);
  }
  for (const NamedStyle& named : style.styles)
    if (!named.in_reference && (!named.of_volumes || binding == Binding::volume))
      write_style(root, named, style, numbering);
  write_base_styles(root, style);
  return saved(tree);
}

}  // namespace minutemill::docx
