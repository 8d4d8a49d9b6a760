// The headings of a document: what a table of contents lists, and the rank (h1 to h6) of each.
#pragma once

#include <string>
#include <vector>

#include <minutemill/document.hpp>

namespace minutemill::xhtml {

// Ranks come from the nesting, not from the levels of the page the report was scraped from, and never skip
// one: the title is 1, the heading of a section one more than that of the section around it. A heading inside
// a table, list, quotation, figure or note gets a rank but is no entry.
class Outline {
 public:
  struct Entry {
    const Node* heading = nullptr;
    int depth = 0;      // of nesting: 0 for the title, 1 for a top section; without gaps
    std::string label;  // one line of text
  };

  explicit Outline(const Document& document);

  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }
  // 0 for a heading without text, which is to be written as a paragraph.
  [[nodiscard]] int rank_of(const Node& heading) const noexcept;

 private:
  class Builder;
  std::vector<Entry> entries_;
  std::vector<std::uint8_t> ranks_;  // by uid
};

// The words of a heading for a table of contents: line breaks become spaces, images their alternative texts.
[[nodiscard]] std::string label_of(const Node& heading);

}  // namespace minutemill::xhtml
