// Figures about every element of a page's body, taken in one walk: what the scoring works on.
#pragma once

#include <cstdint>
#include <vector>

#include "name_verdicts.hpp"
#include "page_tree.hpp"

namespace minutemill::clean {

struct ElementStats {
  PageTree::Index at = 0;  // of the element in the page
  std::uint32_t parent = 0;
  std::uint32_t end = 0;  // index behind its last descendant
  // Letters, an ideograph counted as two, a run of spaces as one; everything below it, furniture left out.
  std::uint32_t letters = 0;
  std::uint32_t link_letters = 0;
  std::uint32_t own_letters = 0;  // of its text outside blocks inside it
  std::uint32_t commas = 0, own_commas = 0;
  std::uint16_t paragraphs = 0, list_items = 0, images = 0, inputs = 0, headings = 0;
  std::uint32_t heading_letters = 0;
  Tag tag = Tag::none;
  std::int8_t weight = 0;  // of class and id: +25, 0, -25
  bool caption_name = false, junk_name = false;
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
  PageStats(const PageTree& page, PageTree::Index body, NameVerdicts& names, bool strip_unlikely);
  [[nodiscard]] const PageTree& page() const noexcept { return page_; }
  [[nodiscard]] std::vector<ElementStats>& all() noexcept { return all_; }
  [[nodiscard]] const std::vector<ElementStats>& all() const noexcept { return all_; }
  // all().size() when it is not there.
  [[nodiscard]] std::size_t index_of(PageTree::Index at) const noexcept;

 private:
  void add_element(PageTree::Index at, std::uint32_t parent, NameVerdicts& names, bool strip_unlikely);
  void add_text(const TextFacts& text, std::uint32_t parent);
  void close(std::uint32_t& around);
  void sum_up();
  [[nodiscard]] Tag tag_around(PageTree::Index at) const;
  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(all_.size()); }

  const PageTree& page_;
  std::vector<ElementStats> all_;
};

}  // namespace minutemill::clean
