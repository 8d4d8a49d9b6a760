#include "relationships.hpp"

#include <minutemill/xml.hpp>

#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {

const std::string& Relationships::add(std::string_view type, std::string_view target, bool external) {
  const auto [at, fresh] = by_target_.try_emplace(std::string(target), entries_.size());
  if (fresh)
    entries_.push_back(
        {"rId" + std::to_string(entries_.size() + 1), std::string(type), std::string(target), external});
  return entries_[at->second].id;
}

std::string Relationships::part() const {
  pugi::xml_document tree;
  pugi::xml_node root = docx::add(tree, "Relationships");
  set(root, "xmlns", ns::kPackageRelationships);
  for (const Entry& entry : entries_) {
    pugi::xml_node node = docx::add(root, "Relationship");
    set(node, "Id", entry.id);
    set(node, "Type", entry.type);
    append_attribute(node, "Target", entry.target);
    if (entry.external) set(node, "TargetMode", "External");
  }
  std::string out;
  save_xml(tree, out, true);
  return out;
}

}  // namespace minutemill::docx
