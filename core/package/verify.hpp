// Checks finished packages against the rules of their own formats: fast enough for every output of a run.
// What needs the formats' schemas in full is left to their own validators.
#pragma once

#include <map>
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
// Whether `text` is well-formed XML of characters that XML allows, without entities of its own.
void check_xml(const std::string& part, std::string_view text, std::vector<PackageFinding>& findings);
void check_docx(Parts& parts);
void check_epub(Parts& parts);

}  // namespace verify
}  // namespace minutemill
