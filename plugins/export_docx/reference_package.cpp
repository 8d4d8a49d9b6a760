#include "reference_package.hpp"

#include <vector>

#include "vocabulary.hpp"

namespace minutemill::docx {
namespace {

constexpr std::uint64_t kLargestPart = 16ULL << 20;
constexpr std::uint64_t kLargestPackage = 256ULL << 20;
constexpr std::size_t kLargestXml = 4U << 20;
constexpr int kDeepest = 200;  // elements in one another
constexpr std::size_t kMostRelations = 10'000;

// "word/media/a.png" for "media/a.png" beside "word/document.xml"; empty when it leaves the package.
std::string resolved(std::string_view source, std::string_view target) {
  std::vector<std::string_view> kept;
  const auto walk = [&](std::string_view path) {
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      const std::string_view segment = path.substr(begin, end - begin);
      if (segment == ".." && kept.empty()) return false;
      if (segment == "..")
        kept.pop_back();
      else if (!segment.empty() && segment != ".")
        kept.push_back(segment);
      begin = end + 1;
    }
    return true;
  };
  const std::size_t slash = source.rfind('/');
  if (!target.starts_with('/') && slash != std::string_view::npos) walk(source.substr(0, slash));
  if (!walk(target)) return {};
  std::string out;
  for (const std::string_view segment : kept) out.append(out.empty() ? "" : "/").append(segment);
  return out;
}

std::string relations_part(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  return part.substr(0, name) + "_rels/" + part.substr(name) + ".rels";
}

void check_depth(const std::string& part, pugi::xml_node root) {
  int depth = 0;
  for (pugi::xml_node at = root; at;) {
    if (at.first_child()) {
      if (++depth > kDeepest)
        throw ReferenceFault(part + " is nested deeper than " + std::to_string(kDeepest));
      at = at.first_child();
      continue;
    }
    while (at != root && !at.next_sibling()) {
      at = at.parent();
      --depth;
    }
    at = at == root ? pugi::xml_node() : at.next_sibling();
  }
}

}  // namespace

ReferencePackage::ReferencePackage(std::string_view bytes) try
    : reader_(bytes, kLargestPart, kLargestPackage) {
  for (const auto& [id, relation] : relations(""))
    if (relation.type == "officeDocument" && !relation.external) main_ = relation.target;
  if (main_.empty() || !reader_.has(main_))
    throw ReferenceFault("is no Word document: it has no part with the text",
                         "save it in Word or LibreOffice as .docx");
} catch (const ReferenceFault&) {
  throw;
} catch (const std::runtime_error& error) {
  throw ReferenceFault(std::string("is no Word document: ") + error.what(),
                       "save it in Word or LibreOffice as .docx");
}

std::string ReferencePackage::read(const std::string& part) const {
  if (!reader_.has(part)) throw ReferenceFault("refers to the part " + part + ", which is not there");
  try {
    return reader_.read(part);
  } catch (const std::runtime_error& error) {
    throw ReferenceFault(std::string("cannot be read: ") + error.what());
  }
}

void ReferencePackage::parse(const std::string& part, std::string_view root, pugi::xml_document& tree) const {
  const std::string text = read(part);
  if (text.size() > kLargestXml)
    throw ReferenceFault(part + " has " + std::to_string(text.size()) + " bytes, more than are taken (" +
                         std::to_string(kLargestXml) + ")");
  if (text.find("<!DOCTYPE") != std::string::npos) throw ReferenceFault(part + " has a document type");
  const auto result = tree.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!result) throw ReferenceFault(part + " is not well-formed: " + result.description());
  check_depth(part, tree.document_element());
  const std::string_view name = tree.document_element().name();
  if (name.starts_with("w:") &&
      std::string_view(tree.document_element().attribute("xmlns:w").value()) != ns::kMain)
    throw ReferenceFault(part + " is written in another namespace than Word's own (Strict Open XML?)",
                         "save it as \"Word document (.docx)\"");
  if (name != root)
    throw ReferenceFault(part + " begins with " + std::string(name) + " instead of " + std::string(root),
                         "save it once more in Word or LibreOffice as .docx");
  order_wordprocessing_markup(tree.document_element());
}

std::map<std::string, ReferenceRelation> ReferencePackage::relations(const std::string& part) const {
  std::map<std::string, ReferenceRelation> out;
  const std::string name = relations_part(part);
  if (!reader_.has(name)) return out;
  pugi::xml_document tree;
  parse(name, "Relationships", tree);
  for (const pugi::xml_node node : tree.document_element().children("Relationship")) {
    if (out.size() == kMostRelations) throw ReferenceFault(name + " has too many relationships");
    ReferenceRelation relation;
    const std::string_view type = node.attribute("Type").value();
    relation.type = type.substr(type.rfind('/') + 1);
    relation.external = std::string_view(node.attribute("TargetMode").value()) == "External";
    relation.target = relation.external ? node.attribute("Target").value()
                                        : resolved(part, node.attribute("Target").value());
    out.emplace(node.attribute("Id").value(), std::move(relation));
  }
  return out;
}

std::string ReferencePackage::related(std::string_view type) const {
  for (const auto& [id, relation] : relations(main_))
    if (relation.type == type && !relation.external) return relation.target;
  return {};
}

}  // namespace minutemill::docx
