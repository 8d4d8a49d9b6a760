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

namespace {

void write_entry(pugi::xml_node root, const Relationships::Entry& entry) {
  pugi::xml_node node = docx::add(root, "Relationship");
  set(node, "Id", entry.id);
  set(node, "Type", entry.type);
  append_attribute(node, "Target", entry.target);
  if (entry.external) set(node, "TargetMode", "External");
}

}  // namespace

std::string Relationships::part() const {
  pugi::xml_document tree;
  pugi::xml_node root = docx::add(tree, "Relationships");
  set(root, "xmlns", ns::kPackageRelationships);
  for (const Entry& entry : entries_) write_entry(root, entry);
  std::string out;
  save_xml(tree, out, true);
  return out;
}

std::string relationships_begin() {
  return std::string(R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)") +
         "\n<Relationships xmlns=\"" + ns::kPackageRelationships + "\">";
}

std::string relationship_elements(const std::vector<Relationships::Entry>& entries) {
  pugi::xml_document tree;
  std::string out;
  for (const Relationships::Entry& entry : entries) write_entry(tree, entry);
  for (const pugi::xml_node node : tree.children()) append_xml(node, out);
  return out;
}

std::string relationships_end() {
  return "</Relationships>";
}

}  // namespace minutemill::docx
