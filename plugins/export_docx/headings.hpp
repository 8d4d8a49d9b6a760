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
  Bookmark mark;        // only when there is a table of contents
  bool hidden = false;  // no words of the text: stands in contents alone
};

class Outline {
 public:
  // Levels are counted by nesting: h2, h4, h3 become 1, 2, 2. Titles, and headings in notes, are no part of
  // it. Headings that were made up are in it, are not, or are there for contents alone.
  enum class Generated : unsigned char { left_out, listed, shown };
  void collect(const Node& body, Generated generated);
  void make_bookmarks(Anchors& anchors);
  [[nodiscard]] int level(const Node& heading) const;  // 0: not in the outline
  [[nodiscard]] const OutlineEntry* find(const Node& heading) const;
  [[nodiscard]] const std::vector<OutlineEntry>& entries() const noexcept { return entries_; }
  // A heading of the role title, or a first-level heading, stands in the text.
  [[nodiscard]] bool has_title() const noexcept { return has_title_; }
  // What a volume takes for the title of the report: the first title, or a heading of the first level before
  // all others; null when there is none.
  [[nodiscard]] const Node* report_title() const noexcept { return report_title_; }
  // Where the report begins.
  void make_report_mark(Anchors& anchors) { report_mark_ = anchors.make("_Report"); }
  [[nodiscard]] const Bookmark& report_mark() const noexcept;
  // The level of a heading below the report's title: 1 and up.
  [[nodiscard]] int level_in_report(const OutlineEntry& entry) const noexcept;

 private:
  void add(const Node& heading, std::size_t depth, bool hidden);

  std::vector<OutlineEntry> entries_;
  std::unordered_map<const Node*, std::size_t> by_node_;
  bool has_title_ = false;
  const Node* report_title_ = nullptr;
  Bookmark report_mark_;  // when its title is no entry
};

[[nodiscard]] bool is_title(const Node& node) noexcept;

}  // namespace minutemill::docx
