#include "reference.hpp"

#include <algorithm>

#include <minutemill/xml.hpp>

#include "numbering.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

constexpr std::size_t kMostNumberings = 1000;

std::int32_t twips(pugi::xml_node node, const char* name, std::int32_t fallback) {
  return std::clamp(node.attribute(name).as_int(fallback), -31680, 31680);
}

// The narrowest column, in twips; 0 when there is but one.
std::int32_t column_width(pugi::xml_node columns, std::int32_t text_width) {
  std::int32_t narrowest = 0;
  for (const pugi::xml_node column : columns.children("w:col")) {
    const std::int32_t width = twips(column, "w:w", text_width);
    narrowest = narrowest == 0 ? width : std::min(narrowest, width);
  }
  const int count = std::clamp(columns.attribute("w:num").as_int(1), 1, 45);
  if (narrowest > 0 || count == 1) return narrowest;
  return (text_width - (count - 1) * twips(columns, "w:space", 720)) / count;
}

void take_page(pugi::xml_node section, Page& page) {
  constexpr std::int32_t kLeast = 1440;
  const pugi::xml_node size = section.child("w:pgSz"), margins = section.child("w:pgMar");
  page = {};
  page.width = twips(size, "w:w", 12240);
  page.height = twips(size, "w:h", 15840);
  page.top = std::abs(twips(margins, "w:top", 1440));
  page.bottom = std::abs(twips(margins, "w:bottom", 1440));
  page.left = twips(margins, "w:left", 1440) + twips(margins, "w:gutter", 0);
  page.right = twips(margins, "w:right", 1440);
  page.column = column_width(section.child("w:cols"), page.width - page.left - page.right);
  if (page.text_width() < kLeast || page.text_height() < kLeast)
    throw ReferenceFault("has a page whose margins leave less than an inch for the text");
}

}  // namespace

Reference::Reference(std::string_view bytes, Style& style) : package_(bytes) {
  const std::string styles = package_.related("styles"), settings = package_.related("settings");
  if (styles.empty()) throw ReferenceFault("has no styles", "save it once more in Word");
  package_.parse(styles, "w:styles", styles_);
  if (!settings.empty()) package_.parse(settings, "w:settings", settings_);
  style.table.id = settings_.document_element().child("w:defaultTableStyle").attribute("w:val").value();
  match_styles(styles_.document_element(), style, style_types_);
  read_section(style.page);
  read_theme_and_fonts();
  read_numbering();
  const pugi::xml_node root = styles_.document_element();
  for (int level = 1; level <= 6; ++level) {
    const NamedStyle& heading = *style.find("heading_" + std::to_string(level));
    const pugi::xml_node node = root.find_child_by_attribute("w:style", "w:styleId", heading.id.c_str());
    if (node.child("w:pPr").child("w:numPr").child("w:numId")) numbers_headings_ = true;
  }
}

bool Reference::has_part(std::string_view name) const noexcept {
  return std::any_of(parts_.begin(), parts_.end(),
                     [&](const CarriedPart& part) { return part.name == name; });
}

// A section without a header of its own goes on with that of the section before (ECMA-376 §17.10.5).
void Reference::read_section(Page& page) {
  pugi::xml_document document;
  package_.parse(package_.main_part(), "w:document", document);
  const pugi::xml_node body = document.document_element().child("w:body");
  const auto relations = package_.relations(package_.main_part());
  std::map<std::pair<std::string, std::string>, std::string> shown;  // reference and type -> part
  const auto see = [&](pugi::xml_node section) {
    for (const pugi::xml_node node : section.children()) {
      const std::string_view name = node.name();
      if (name != "w:headerReference" && name != "w:footerReference") continue;
      const auto at = relations.find(node.attribute("r:id").value());
      if (at == relations.end() || at->second.external)
        throw ReferenceFault("has a section whose header or footer is not there");
      shown[{std::string(name), node.attribute("w:type").as_string("default")}] = at->second.target;
    }
  };
  for (const pugi::xml_node block : body.children("w:p"))
    if (const pugi::xml_node section = block.child("w:pPr").child("w:sectPr")) see(section);
  const pugi::xml_node last = body.child("w:sectPr");
  see(last);
  take_page(last, page);
  pugi::xml_node kept = section_.append_child("w:sectPr");
  static constexpr std::string_view kTaken[] = {
      "w:footnotePr", "w:pgSz",          "w:pgMar", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols",
      "w:vAlign",     "w:textDirection", "w:bidi",  "w:rtlGutter", "w:titlePg",   "w:docGrid"};
  for (const pugi::xml_node node : last.children())
    if (std::find(std::begin(kTaken), std::end(kTaken), std::string_view(node.name())) != std::end(kTaken))
      kept.append_copy(node);
  for (const auto& [place, part] : shown) {
    static constexpr std::string_view kTypes[] = {"default", "even", "first"};
    if (std::find(std::begin(kTypes), std::end(kTypes), place.second) == std::end(kTypes))
      throw ReferenceFault("has a header or footer of an unknown type, " + place.second);
    read_band(part, place.first, place.second);
  }
}

void Reference::read_theme_and_fonts() {
  const std::string word(type::kWordprocessing), office(type::kOffice);
  if (const std::string theme = package_.related("theme"); !theme.empty()) {
    pugi::xml_document tree;
    package_.parse(theme, "a:theme", tree);
    carry_relations(theme, "word/theme/theme1.xml", tree.document_element());
    parts_.push_back({"word/theme/theme1.xml", office + "theme+xml", saved(tree)});
  }
  if (const std::string fonts = package_.related("fontTable"); !fonts.empty()) {
    pugi::xml_document tree;
    package_.parse(fonts, "w:fonts", tree);
    // Fonts are named, never embedded.
    for (pugi::xml_node font : tree.document_element().children("w:font"))
      for (const char* face : {"w:embedRegular", "w:embedBold", "w:embedItalic", "w:embedBoldItalic"})
        font.remove_child(face);
    parts_.push_back({"word/fontTable.xml", word + "fontTable+xml", saved(tree)});
  }
}

// Definitions that nothing uses stay behind; those taken are numbered in a row, so that ours follow them.
void Reference::read_numbering() {
  std::vector<pugi::xml_document> bands;
  std::vector<std::string> used;
  const auto collect = [&](pugi::xml_node root) {
    for_each_element(root, [&](pugi::xml_node node) {
      if (std::string_view(node.name()) == "w:numId") used.emplace_back(node.attribute("w:val").value());
    });
  };
  collect(styles_.document_element());
  pugi::xml_document tree;
  const std::string part = package_.related("numbering");
  if (!part.empty()) package_.parse(part, "w:numbering", tree);
  const pugi::xml_node root = tree.document_element();
  pugi::xml_node kept = numbering_.append_child("w:numbering");
  for (const pugi::xml_attribute attribute : root.attributes()) kept.append_copy(attribute);
  if (!root) set(kept, "xmlns:w", ns::kMain);
  std::map<std::string, std::int64_t> definitions;
  std::vector<pugi::xml_node> instances;
  for (const std::string& number : used) {
    const pugi::xml_node instance = root.find_child_by_attribute("w:num", "w:numId", number.c_str());
    const std::string definition = instance.child("w:abstractNumId").attribute("w:val").value();
    if (numbers_.contains(number) || numbers_.size() == kMostNumberings ||
        !root.find_child_by_attribute("w:abstractNum", "w:abstractNumId", definition.c_str()))
      continue;
    numbers_.emplace(number, static_cast<std::int64_t>(numbers_.size()) + 1);
    definitions.emplace(definition, static_cast<std::int64_t>(definitions.size()));
    instances.push_back(instance);
  }
  std::vector<std::string> in_order(definitions.size());
  for (const auto& [id, place] : definitions) in_order[static_cast<std::size_t>(place)] = id;
  for (const std::string& id : in_order) {
    pugi::xml_node copy =
        kept.append_copy(root.find_child_by_attribute("w:abstractNum", "w:abstractNumId", id.c_str()));
    copy.attribute("w:abstractNumId").set_value(static_cast<long long>(definitions[id]));
    for (pugi::xml_node level : copy.children("w:lvl")) {
      level.remove_child("w:lvlPicBulletId");
      if (!style_types_.contains(level.child("w:pStyle").attribute("w:val").value()))
        level.remove_child("w:pStyle");
    }
  }
  for (const pugi::xml_node instance : instances) {
    pugi::xml_node copy = kept.append_copy(instance);
    copy.attribute("w:numId").set_value(
        static_cast<long long>(numbers_[instance.attribute("w:numId").value()]));
    pugi::xml_node definition = copy.child("w:abstractNumId");
    definition.attribute("w:val").set_value(
        static_cast<long long>(definitions[definition.attribute("w:val").value()]));
  }
  renumber(styles_.document_element());
}

void Reference::renumber(pugi::xml_node root) {
  std::vector<pugi::xml_node> unknown;
  for_each_element(root, [&](pugi::xml_node node) {
    if (std::string_view(node.name()) != "w:numId") return;
    const auto at = numbers_.find(node.attribute("w:val").value());
    if (at != numbers_.end())
      node.attribute("w:val").set_value(static_cast<long long>(at->second));
    else
      unknown.push_back(node.parent());
  });
  for (pugi::xml_node node : unknown) node.parent().remove_child(node);
}

}  // namespace minutemill::docx
