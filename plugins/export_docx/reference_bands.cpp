// Headers and footers of a user's Word file, with their images: taken whole, but for what belongs to other
// parts of that file, and refused when they load or run something.
#include <algorithm>
#include <array>
#include <cstdlib>

#include <minutemill/xml.hpp>

#include "links.hpp"
#include "reference.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

constexpr std::uint64_t kMostMediaBytes = 16ULL << 20;  // they go into every document
constexpr std::size_t kMostMedia = 64;
constexpr std::int64_t kFirstDrawing = 1'000'000;  // ids of the text's own drawings stay below

struct MediaType {
  std::string_view ending, type, magic;
};
constexpr std::array<MediaType, 10> kMediaTypes{{{"png", "image/png", "\x89PNG"},
                                                 {"jpeg", "image/jpeg", "\xff\xd8\xff"},
                                                 {"jpg", "image/jpeg", "\xff\xd8\xff"},
                                                 {"gif", "image/gif", "GIF8"},
                                                 {"bmp", "image/bmp", "BM"},
                                                 {"tiff", "image/tiff", ""},
                                                 {"tif", "image/tiff", ""},
                                                 {"emf", "image/x-emf", ""},
                                                 {"wmf", "image/x-wmf", ""},
                                                 {"svg", "image/svg+xml", ""}}};

// Fields that fetch a file, start a program or wait for a click to do so.
constexpr std::array<std::string_view, 12> kActiveFields{
    "DDE",      "DDEAUTO",     "LINK", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT",
    "DATABASE", "MACROBUTTON", "RD",   "INCLUDE",     "GOTOBUTTON",     "PRINT"};

std::string upper_word(std::string_view text) {
  std::string word;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n') {
      if (!word.empty()) break;
      continue;
    }
    word.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return word;
}

void check_field(const std::string& part, std::string_view instruction) {
  const std::string word = upper_word(instruction);
  if (std::find(kActiveFields.begin(), kActiveFields.end(), word) != kActiveFields.end())
    throw ReferenceFault(part + " has a field that loads or runs something: " + word,
                         "take the field out of the header or footer");
}

// The instructions of a part, put together from the runs that they are spread over.
void check_fields(const std::string& part, pugi::xml_node root) {
  std::string instruction;
  for_each_element(root, [&](pugi::xml_node node) {
    const std::string_view name = node.name();
    if (name == "w:instrText") instruction += node.text().get();
    if (name == "w:fldSimple") check_field(part, node.attribute("w:instr").value());
    if (name != "w:fldChar") return;
    check_field(part, instruction);
    instruction.clear();
  });
  check_field(part, instruction);
}

bool is_foreign(std::string_view name) {
  // Of the text that the file had, and ids that ours give out.
  static constexpr std::string_view kNames[] = {
      "w:bookmarkStart",    "w:bookmarkEnd",      "w:commentRangeStart",
      "w:commentRangeEnd",  "w:commentReference", "w:footnoteReference",
      "w:endnoteReference", "w:permStart",        "w:permEnd",
      "w:sectPr",           "w:dataBinding"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

bool is_relation(std::string_view attribute) {
  return attribute.starts_with("r:") || attribute == "o:relid";
}

}  // namespace

void Reference::read_band(const std::string& part, const std::string& reference, const std::string& type) {
  const bool header = reference == "w:headerReference";
  pugi::xml_document tree;
  package_.parse(part, header ? "w:hdr" : "w:ftr", tree);
  const auto count = std::count_if(bands_.begin(), bands_.end(),
                                   [&](const ReferenceBand& band) { return band.reference == reference; });
  const std::string name = (header ? "header" : "footer") + std::to_string(count + 1) + ".xml";
  check_fields(part, tree.document_element());
  clean_band(part, tree.document_element());
  carry_relations(part, "word/" + name, tree.document_element());
  std::string bytes;
  save_xml(tree, bytes, true);
  bands_.push_back({name, reference, type});
  parts_.push_back({"word/" + name,
                    std::string(type::kWordprocessing) + (header ? "header+xml" : "footer+xml"),
                    std::move(bytes)});
}

void Reference::clean_band(const std::string& part, pugi::xml_node root) {
  std::vector<pugi::xml_node> foreign;
  for_each_element(root, [&](pugi::xml_node node) {
    const std::string_view name = node.name();
    const bool names_style = name == "w:pStyle" || name == "w:rStyle" || name == "w:tblStyle";
    if (is_foreign(name) || name == "w:numPr" ||
        (names_style && !style_types_.contains(node.attribute("w:val").value())))
      foreign.push_back(node);
    else if (name == "w:altChunk" || name == "w:object" || name == "w:control")
      throw ReferenceFault(part + " holds an embedded object (" + std::string(name) + ")",
                           "take it out of the header or footer");
    else if (name == "wp:docPr")
      node.attribute("id").set_value(static_cast<long long>(kFirstDrawing + ++drawings_));
  });
  for (auto at = foreign.rbegin(); at != foreign.rend(); ++at) at->parent().remove_child(*at);
}

// The relationships that the part uses, with what they lead to.
void Reference::carry_relations(const std::string& from, const std::string& to, pugi::xml_node root) {
  const auto relations = package_.relations(from);
  std::map<std::string, ReferenceRelation> used;
  for_each_element(root, [&](pugi::xml_node node) {
    for (const pugi::xml_attribute attribute : node.attributes()) {
      if (!is_relation(attribute.name()) || *attribute.value() == '\0') continue;
      const auto at = relations.find(attribute.value());
      if (at == relations.end())
        throw ReferenceFault(from + " uses the relationship " + attribute.value() + ", which is not there");
      used.insert(*at);
    }
  });
  if (used.empty()) return;
  pugi::xml_document tree;
  pugi::xml_node list = add(tree, "Relationships");
  set(list, "xmlns", ns::kPackageRelationships);
  const std::size_t slash = to.rfind('/') + 1;
  const std::string up = to.substr(0, slash) == "word/" ? "" : "../";
  for (const auto& [id, relation] : used) {
    pugi::xml_node node = add(list, "Relationship");
    append_attribute(node, "Id", id);
    append_attribute(node, "Type", std::string(rel::kOffice) + relation.type);
    const bool link = relation.type == "hyperlink" && relation.external;
    if (!link && (relation.type != "image" || relation.external))
      throw ReferenceFault(
          from + (relation.external ? " loads something from outside" : " refers to something") +
              " that is not taken over (" + relation.type + ")",
          "leave only text, tables, pictures and links there");
    const std::string target = link ? link_target(relation.target) : up + carry_media(relation.target);
    if (target.empty())
      throw ReferenceFault(from + " has a link that must not be followed: " + relation.target);
    append_attribute(node, "Target", target);
    if (link) set(node, "TargetMode", "External");
  }
  std::string bytes;
  save_xml(tree, bytes, true);
  parts_.push_back({to.substr(0, slash) + "_rels/" + to.substr(slash) + ".rels", {}, std::move(bytes)});
}

// "media/reference1.png", relative to word/; the same for the same part.
std::string Reference::carry_media(const std::string& part) {
  if (const auto known = media_.find(part); known != media_.end()) return known->second;
  std::string bytes = package_.read(part);
  std::string ending = part.substr(part.rfind('.') + 1);
  for (char& c : ending)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const auto type = std::find_if(kMediaTypes.begin(), kMediaTypes.end(),
                                 [&](const MediaType& known) { return known.ending == ending; });
  if (type == kMediaTypes.end() || !std::string_view(bytes).starts_with(type->magic))
    throw ReferenceFault(part + " is no picture of a kind that Word shows");
  media_bytes_ += bytes.size();
  if (media_.size() == kMostMedia || media_bytes_ > kMostMediaBytes)
    throw ReferenceFault("has more pictures in its headers and footers than are taken (64, 16 MiB in all)",
                         "they go into every document: make them smaller");
  const std::string name = "media/reference" + std::to_string(media_.size() + 1) + "." + ending;
  media_.emplace(part, name);
  parts_.push_back({"word/" + name, std::string(type->type), std::move(bytes)});
  return name;
}

}  // namespace minutemill::docx
