#include "static_parts.hpp"

#include <algorithm>

#include <minutemill/xml.hpp>

#include "format_writer.hpp"
#include "notes.hpp"
#include "numbering.hpp"
#include "properties.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

// Parts made once may be compressed as hard as can be.
constexpr int kStaticCompression = 12;

std::string content_types(const std::vector<BandPart>& bands, const Reference* reference) {
  pugi::xml_document tree;
  pugi::xml_node root = add(tree, "Types");
  set(root, "xmlns", ns::kContentTypes);
  const auto by_ending = [&](const char* ending, std::string_view type) {
    pugi::xml_node node = add(root, "Default");
    set(node, "Extension", ending);
    set(node, "ContentType", std::string(type));
  };
  const auto by_name = [&](const std::string& name, const std::string& type) {
    pugi::xml_node node = add(root, "Override");
    set(node, "PartName", name);
    set(node, "ContentType", type);
  };
  by_ending("rels", type::kRelationships);
  by_ending("xml", "application/xml");
  by_ending("png", "image/png");
  by_ending("jpeg", "image/jpeg");
  by_ending("gif", "image/gif");
  by_ending("svg", "image/svg+xml");
  const std::string word(type::kWordprocessing), office(type::kOffice);
  by_name("/word/document.xml", word + "document.main+xml");
  for (const char* part : {"styles", "settings", "fontTable", "numbering", "footnotes"})
    by_name("/word/" + std::string(part) + ".xml", word + part + "+xml");
  by_name("/word/theme/theme1.xml", office + "theme+xml");
  for (const BandPart& band : bands)
    by_name("/word/" + band.name,
            word + (band.reference == "w:headerReference" ? "header+xml" : "footer+xml"));
  if (reference != nullptr)
    for (const CarriedPart& part : reference->parts())
      if (part.name.starts_with("word/media/")) by_name("/" + part.name, part.content_type);
  by_name("/docProps/core.xml", std::string(type::kCoreProperties));
  by_name("/docProps/app.xml", office + "extended-properties+xml");
  by_name("/docProps/custom.xml", office + "custom-properties+xml");
  std::string out;
  save_xml(tree, out, true);
  return out;
}

std::string package_relationships() {
  Relationships all;
  const std::string office(rel::kOffice);
  all.add(office + "officeDocument", "word/document.xml", false);
  all.add(rel::kCoreProperties, "docProps/core.xml", false);
  all.add(office + "extended-properties", "docProps/app.xml", false);
  all.add(office + "custom-properties", "docProps/custom.xml", false);
  return all.part();
}

// PAGE, NUMPAGES: a field with the text that stands there until the reader's program counts.
void write_field(pugi::xml_node paragraph, const char* instruction, const char* shown) {
  const auto character = [&](const char* kind) {
    set(add(add(paragraph, "w:r"), "w:fldChar"), "w:fldCharType", kind);
  };
  character("begin");
  pugi::xml_node code = add(add(paragraph, "w:r"), "w:instrText");
  set(code, "xml:space", "preserve");
  append_text(code, instruction);
  character("separate");
  append_text(add(add(paragraph, "w:r"), "w:t"), shown);
  character("end");
}

void write_words(pugi::xml_node paragraph, std::string_view words) {
  if (words.empty()) return;
  pugi::xml_node run = add(paragraph, "w:r");
  set(add(add(run, "w:rPr"), "w:rFonts"), "w:hint", "eastAsia");
  pugi::xml_node text = add(run, "w:t");
  set(text, "xml:space", "preserve");
  append_text(text, words);
}

}  // namespace

std::string band_part(const Style& style, const BandPart& part, std::string_view title) {
  pugi::xml_document tree;
  const bool header = part.reference == "w:headerReference";
  pugi::xml_node root = add(tree, header ? "w:hdr" : "w:ftr");
  set(root, "xmlns:w", ns::kMain);
  pugi::xml_node paragraph = add(root, "w:p");
  pugi::xml_node ppr = add(paragraph, "w:pPr");
  add_value(ppr, "w:pStyle", style.find(header ? "header" : "footer")->id);
  const Extent* left = part.band->left.twips != 0 ? &part.band->left : nullptr;
  const Extent* right = part.band->right.twips != 0 ? &part.band->right : nullptr;
  if (left != nullptr || right != nullptr) write_indent(add(ppr, "w:ind"), left, right, nullptr);
  add_value(ppr, "w:jc", jc(part.band->align));
  std::string_view rest = part.band->text;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{'), close = rest.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    write_words(paragraph, rest.substr(0, open));
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    if (name == "page")
      write_field(paragraph, " PAGE ", "1");
    else if (name == "pages")
      write_field(paragraph, " NUMPAGES ", "1");
    else if (name == "title")
      write_words(paragraph, title);
    rest.remove_prefix(close + 1);
  }
  write_words(paragraph, rest);
  std::string out;
  save_xml(tree, out, true);
  return out;
}

void StaticParts::add_bands(const Bands& bands, const char* kind) {
  int count = 0;
  const auto add_one = [&](const std::optional<Band>& band, const char* type) {
    if (!band) return;
    BandPart& part = bands_.emplace_back();
    part.name = kind + std::to_string(++count) + ".xml";
    part.reference = std::string("w:") + kind + "Reference";
    part.type = type;
    part.band = &*band;
    part.varies = band->text.find("{title}") != std::string::npos;
  };
  add_one(bands.odd, "default");
  add_one(bands.even, "even");
  add_one(bands.first, "first");
}

void StaticParts::add_reference(const Reference& reference) {
  for (const ReferenceBand& band : reference.bands())
    bands_.push_back({band.name, band.reference, band.type, nullptr, false});
  for (const CarriedPart& part : reference.parts())
    parts_.push_back(deflate_part(part.name, part.bytes, kStaticCompression));
}

StaticParts::StaticParts(const Style& style, const DocxOptions& options, const std::string& language,
                         const Reference* reference, Binding binding) {
  if (reference == nullptr) {
    add_bands(style.header, "header");
    add_bands(style.footer, "footer");
  } else {
    add_reference(*reference);
  }
  const auto taken = [&](const char* name) { return reference != nullptr && reference->has_part(name); };
  const auto part = [&](const char* name, const std::string& bytes) {
    parts_.push_back(deflate_part(name, bytes, kStaticCompression));
  };
  parts_.push_front(
      deflate_part("[Content_Types].xml", content_types(bands_, reference), kStaticCompression));
  part("_rels/.rels", package_relationships());
  part("word/styles.xml", styles_part(style, options, language, reference, binding));
  part("word/settings.xml", settings_part(style, language, reference));
  if (!taken("word/fontTable.xml")) part("word/fontTable.xml", font_table_part(style));
  if (!taken("word/theme/theme1.xml")) part("word/theme/theme1.xml", theme_part(style));
  for (const BandPart& band : bands_)
    if (!band.varies && band.band != nullptr) part(("word/" + band.name).c_str(), band_part(style, band, {}));
  part("docProps/app.xml", extended_properties());
  empty_numbering_ =
      deflate_part("word/numbering.xml", Numbering(style.lists, reference).part(style), kStaticCompression);
  empty_notes_ = deflate_part("word/footnotes.xml", empty_notes_part(), kStaticCompression);
  Relationships bare;
  std::vector<std::string> band_ids;
  add_relationships(bare, band_ids);
  relationships_ = deflate_part("word/_rels/document.xml.rels", bare.part(), kStaticCompression);
  relationship_count_ = bare.size();
}

void StaticParts::add_relationships(Relationships& to, std::vector<std::string>& band_ids) const {
  const std::string office(rel::kOffice);
  for (const char* part : {"styles", "settings", "fontTable", "numbering", "footnotes"})
    to.add(office + part, std::string(part) + ".xml", false);
  to.add(office + "theme", "theme/theme1.xml", false);
  for (const BandPart& band : bands_)
    band_ids.push_back(
        to.add(office + (band.reference == "w:headerReference" ? "header" : "footer"), band.name, false));
}

}  // namespace minutemill::docx
