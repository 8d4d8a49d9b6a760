// What is taken from a user's Word file: styles, page, headers and footers with their images, theme, fonts,
// numbering and settings. Read once, while the stage is made.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "reference_package.hpp"
#include "style.hpp"

namespace minutemill::docx {

// A part copied into every document as it is.
struct CarriedPart {
  std::string name;          // "word/header1.xml"
  std::string content_type;  // empty: by its ending
  std::string bytes;
};

struct ReferenceBand {
  std::string name;       // "header1.xml"
  std::string reference;  // w:headerReference | w:footerReference
  std::string type;       // default | even | first
};

class Reference {
 public:
  // Reads `bytes` and fits `style` to it: its styles get the ids that the file has for them, the page and the
  // figures that the writers count with are the file's. Throws ReferenceFault.
  Reference(std::string_view bytes, Style& style);

  [[nodiscard]] const pugi::xml_document& styles() const noexcept { return styles_; }
  [[nodiscard]] const pugi::xml_document& settings() const noexcept { return settings_; }  // may be empty
  // w:sectPr of the last section without its headers and footers.
  [[nodiscard]] pugi::xml_node section() const { return section_.document_element(); }
  [[nodiscard]] const std::vector<ReferenceBand>& bands() const noexcept { return bands_; }
  // Headers, footers, their relationships and images; theme and fonts, when the file has them.
  [[nodiscard]] const std::vector<CarriedPart>& parts() const noexcept { return parts_; }
  [[nodiscard]] bool has_part(std::string_view name) const noexcept;
  // w:numbering with the definitions that styles and headers use, numbered from 0 and from 1.
  [[nodiscard]] const pugi::xml_document& numbering() const noexcept { return numbering_; }
  // Headings of this level are numbered by the file's own styles.
  [[nodiscard]] bool numbers_headings() const noexcept { return numbers_headings_; }

 private:
  void read_section(Page& page);
  void read_band(const std::string& part, const std::string& kind, const std::string& type);
  void carry_relations(const std::string& from, const std::string& to, pugi::xml_node root);
  std::string carry_media(const std::string& part);
  void clean_band(const std::string& part, pugi::xml_node root);
  void read_numbering();
  void renumber(pugi::xml_node root);
  void read_theme_and_fonts();

  ReferencePackage package_;
  pugi::xml_document styles_, settings_, section_, numbering_;
  std::map<std::string, std::string> style_types_;  // id -> paragraph | character | table | numbering
  std::map<std::string, std::int64_t> numbers_;     // numId of the file -> of ours
  std::vector<ReferenceBand> bands_;
  std::vector<CarriedPart> parts_;
  std::map<std::string, std::string> media_;  // part of the file -> name of ours
  std::uint64_t media_bytes_ = 0;
  std::int64_t drawings_ = 0;
  bool numbers_headings_ = false;
};

// The styles of a file: cleaned of what is broken, brought together with those of the style file by name.
// What of `style` is found in the file is marked as such and takes its id and figures.
void match_styles(pugi::xml_node root, Style& style, std::map<std::string, std::string>& types);

}  // namespace minutemill::docx
