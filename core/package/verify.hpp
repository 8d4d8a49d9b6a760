// Checks finished packages against the rules of their own formats: fast enough for every output of a run.
// What needs the formats' schemas in full is left to their own validators.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include <minutemill/export.hpp>
#include <minutemill/package.hpp>

namespace minutemill {

namespace verify {

// A package with its XML parts parsed.
struct Parts {
  const PackageReader& reader;
  std::map<std::string, pugi::xml_document> xml;
  std::vector<PackageFinding>& findings;

  void add(const std::string& part, std::string message) { findings.push_back({part, std::move(message)}); }
  [[nodiscard]] const pugi::xml_document* tree(const std::string& name) const {
    const auto at = xml.find(name);
    return at == xml.end() ? nullptr : &at->second;
  }
};

// "word/media/a.png" for "media/a.png" beside "word/document.xml"; empty when it leaves the package.
[[nodiscard]] std::string resolve(std::string_view base_part, std::string_view target);
// Parses a part and says what is wrong with it as XML.
void parse_xml(const std::string& part, std::string_view text, pugi::xml_document& tree,
               std::vector<PackageFinding>& findings);
// Whether `text` is well-formed XML of characters that XML allows, without entities of its own.
void check_xml(const std::string& part, std::string_view text, std::vector<PackageFinding>& findings);
// Whether the bytes are of the kind of picture that the part's name says.
void check_media(Parts& parts, const std::string& name, std::string_view bytes);

using Names = std::set<std::string, std::less<>>;
// Calls see(element) for every element below and with `root`; never deeper in calls than one.
template <class See>
void for_each_element(pugi::xml_node root, const See& see) {
  for (pugi::xml_node at = root; at;) {
    if (at.type() == pugi::node_element) see(at);
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at && at != root && !at.next_sibling()) at = at.parent();
    at = at && at != root ? at.next_sibling() : pugi::xml_node();
  }
}

// What the relationships of a part are: id -> behind the last '/' of the type, and the part they lead to
// (empty when it is outside).
struct PartRelation {
  std::string type, target;
};
using PartRelations = std::map<std::string, std::map<std::string, PartRelation>>;  // by source part
// Content types and relationships of an Open Packaging Conventions package (ECMA-376 part 2).
[[nodiscard]] PartRelations check_opc(Parts& parts);
void check_docx(Parts& parts);
void check_epub(Parts& parts);

}  // namespace verify
}  // namespace minutemill
