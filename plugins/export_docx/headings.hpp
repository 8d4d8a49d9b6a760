// The outline: headings with levels that skip nothing, whatever levels the source gave them.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include <minutemill/document.hpp>

#include "anchors.hpp"

namespace minutemill::docx {

inline constexpr int kDeepestHeading = 6;

struct OutlineEntry {
  const Node* heading = nullptr;
  int level = 1;
  std::string text;
  Bookmark mark;  // only when there is a table of contents
};

class Outline {
 public:
  // Levels are counted by nesting: h2, h4, h3 become 1, 2, 2. Titles, and headings in notes, are no part of
  // it.
  void collect(const Node& body, bool with_generated);
  void make_bookmarks(Anchors& anchors);
  [[nodiscard]] int level(const Node& heading) const;  // 0: not in the outline
  [[nodiscard]] const OutlineEntry* find(const Node& heading) const;
  [[nodiscard]] const std::vector<OutlineEntry>& entries() const noexcept { return entries_; }
  // A heading of the role title, or a first-level heading, stands in the text.
  [[nodiscard]] bool has_title() const noexcept { return has_title_; }

 private:
  std::vector<OutlineEntry> entries_;
  std::unordered_map<const Node*, std::size_t> by_node_;
  bool has_title_ = false;
};

[[nodiscard]] bool is_title(const Node& node) noexcept;

}  // namespace minutemill::docx
