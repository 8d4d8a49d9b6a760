// Parts that are the same for every document of one style and language: made and deflated once.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/package.hpp>

#include "options.hpp"
#include "reference.hpp"
#include "relationships.hpp"
#include "style.hpp"

namespace minutemill::docx {

// A header or footer of the style.
struct BandPart {
  std::string name;            // footer1.xml
  std::string reference;       // w:headerReference | w:footerReference
  std::string type;            // default | even | first
  const Band* band = nullptr;  // null: taken from the user's Word file
  bool varies = false;         // has the document's title in it
};

class StaticParts {
 public:
  // `reference` may be null.
  StaticParts(const Style& style, const DocxOptions& options, const std::string& language,
              const Reference* reference, Binding binding = Binding::single);

  // [Content_Types].xml, _rels/.rels, styles, settings, font table, theme, footers that do not vary, extended
  // properties.
  [[nodiscard]] const std::deque<DeflatedPart>& parts() const noexcept { return parts_; }
  [[nodiscard]] const DeflatedPart& empty_numbering() const noexcept { return empty_numbering_; }
  [[nodiscard]] const DeflatedPart& empty_notes() const noexcept { return empty_notes_; }
  [[nodiscard]] const std::vector<BandPart>& bands() const noexcept { return bands_; }
  // The relationships of a document part that has no more than add_relationships() gives it.
  [[nodiscard]] const DeflatedPart& relationships() const noexcept { return relationships_; }
  [[nodiscard]] std::size_t relationship_count() const noexcept { return relationship_count_; }
  // The relationships that every document part has, in the order of their ids.
  void add_relationships(Relationships& to, std::vector<std::string>& band_ids) const;

 private:
  void add_reference(const Reference& reference);
  void add_bands(const Bands& bands, const char* kind);

  std::deque<DeflatedPart> parts_;
  DeflatedPart empty_numbering_, empty_notes_, relationships_;
  std::size_t relationship_count_ = 0;
  std::vector<BandPart> bands_;
};

[[nodiscard]] std::string styles_part(const Style& style, const DocxOptions& options,
                                      const std::string& language, const Reference* reference,
                                      Binding binding);
[[nodiscard]] std::string settings_part(const Style& style, const std::string& language,
                                        const Reference* reference);
[[nodiscard]] std::string font_table_part(const Style& style);
[[nodiscard]] std::string theme_part(const Style& style);
[[nodiscard]] std::string band_part(const Style& style, const BandPart& part, std::string_view title);

}  // namespace minutemill::docx
