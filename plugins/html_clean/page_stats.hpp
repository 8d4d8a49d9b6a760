// Figures about every element of a page's body, taken in one walk: what the scoring works on.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "site_rules.hpp"

namespace minutemill::clean {

struct ElementStats {
  pugi::xml_node node;
  std::uint32_t parent = 0;
  std::uint32_t end = 0;  // index behind its last descendant
  // Letters, an ideograph counted as two, a run of spaces as one; everything below it, furniture left out.
  std::uint32_t letters = 0;
  std::uint32_t link_letters = 0;
  std::uint32_t own_letters = 0;  // of its text outside blocks inside it
  std::uint32_t commas = 0, own_commas = 0;
  std::uint16_t paragraphs = 0, list_items = 0, images = 0, inputs = 0, headings = 0;
  std::uint32_t heading_letters = 0;
  std::int8_t weight = 0;  // of class and id: +25, 0, -25
  bool is_block = false, has_block = false;
  bool unlikely = false;      // by its name
  bool skipped = false;       // furniture
  bool is_candidate = false;  // a paragraph speaks for it
  double score = 0;

  [[nodiscard]] double link_density() const noexcept {
    return letters == 0 ? 0 : static_cast<double>(link_letters) / letters;
  }
};

class PageStats {
 public:
  // With `strip_unlikely`, elements whose names look like furniture count for nothing.
  PageStats(pugi::xml_node body, const NamePatterns& patterns, bool strip_unlikely);
  [[nodiscard]] std::vector<ElementStats>& all() noexcept { return all_; }
  [[nodiscard]] const std::vector<ElementStats>& all() const noexcept { return all_; }
  [[nodiscard]] std::size_t index_of(
      const pugi::xml_node& node) const noexcept;  // all().size() when not there

 private:
  void add_element(const pugi::xml_node& node, std::uint32_t parent, const NamePatterns& patterns,
                   bool strip_unlikely);
  void add_text(std::string_view text, std::uint32_t parent);
  void sum_up();
  std::vector<ElementStats> all_;
};

struct LetterCount {
  std::uint32_t letters = 0, commas = 0;
};
[[nodiscard]] LetterCount count_letters(std::string_view text) noexcept;

// Elements displayed as blocks.
[[nodiscard]] bool is_block_name(std::string_view name) noexcept;
// h1 to h6.
[[nodiscard]] bool is_heading_name(std::string_view name) noexcept;

}  // namespace minutemill::clean
