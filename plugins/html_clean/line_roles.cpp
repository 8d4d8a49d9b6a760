#include "line_roles.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

namespace minutemill::clean {
namespace {

constexpr std::size_t kLongestHeading = 60;    // characters
constexpr std::size_t kLongestSignature = 40;  // characters

using Align = PageTree::Align;

// A block with text of its own.
struct Line {
  PageTree::Index block;
  Align align;
  bool bold;          // all of its text
  bool boxed;         // in a table or list
  bool whole = true;  // no other block inside
};

// The lines of `content` in order, furniture left out.
std::vector<Line> lines_of(const PageTree& page, const std::vector<PageTree::Index>& content) {
  std::vector<Line> lines;
  for (const PageTree::Index root : content) {
    for (PageTree::Index at = root; at < page[root].end;) {
      const PageTree::Item& item = page[at];
      if (at != root && item.is_furniture) {
        at = item.end;
        continue;
      }
      ++at;
      if (item.tag != Tag::text || item.facts.blank) continue;
      const PageTree::Item& around = page[item.parent];
      const PageTree::Index block = around.block;
      if (!lines.empty() && lines.back().block == block) {
        lines.back().bold = lines.back().bold && around.is_bold;
        continue;
      }
      Line line{block, around.align, around.is_bold, around.is_boxed};
      if (!lines.empty() && block != PageTree::kNone && lines.back().block != PageTree::kNone) {
        if (page.is_inside(block, lines.back().block)) lines.back().whole = false;
        if (page.is_inside(lines.back().block, block)) line.whole = false;
      }
      lines.push_back(line);
    }
  }
  return lines;
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view end : {"。", "；", "，", "：", "、", ".", ";", ",", ":"})
    if (text.ends_with(end)) return true;
  return false;
}

class LineRoles {
 public:
  LineRoles(PageTree& page, const std::vector<PageTree::Index>& content, const NamePatterns& patterns)
      : page_(page), patterns_(patterns), lines_(lines_of(page, content)) {}

  bool run() {
    mark_headings();
    mark_tail();
    return moved_;
  }

 private:
  [[nodiscard]] std::string_view text_of(const Line& line) {
    constexpr std::size_t kEnough = 4 * kLongestHeading + 1;
    return page_.text_of(line.block, kEnough, buffer_);
  }

  [[nodiscard]] bool is_date(std::string_view text) const {
    return patterns_.date != nullptr &&
           RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *patterns_.date);
  }

  [[nodiscard]] bool is_centred_heading(const Line& line) {
    const PageTree::Item& block = page_[line.block];
    if (line.align != Align::center || !line.bold || !line.whole || line.boxed || block.has_role)
      return false;
    if (block.tag != Tag::p && block.tag != Tag::div && block.tag != Tag::center &&
        !block.node.attribute(mark::kBlock))
      return false;
    const std::string_view text = text_of(line);
    if (ends_sentence(text) || count_code_points(text) > kLongestHeading) return false;
    if (page_.holds(line.block, Tag::img)) return false;
    return !(patterns_.dateline != nullptr &&
             RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *patterns_.dateline)) &&
           !is_date(text);
  }

  [[nodiscard]] bool has_title() const {
    return std::ranges::any_of(lines_, [&](const Line& line) {
      return line.block != PageTree::kNone && page_.role_of(line.block) == "title";
    });
  }

  // A line right above a table is its caption.
  bool become_caption(PageTree::Index block) {
    pugi::xml_node node = page_[block].node, table = node.next_sibling();
    while (table && table.type() != pugi::node_element && is_blank(table.value()))
      table = table.next_sibling();
    if (std::string_view(table.name()) != "table") return false;
    if (table.child("caption")) return true;
    page_.rename(block, Tag::caption, "caption");
    table.prepend_move(node);
    moved_ = true;
    return true;
  }

  void mark_headings() {
    // Without a title, the first such line would be taken for it. The last one heads nothing.
    if (!has_title()) return;
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
      const PageTree::Index block = lines_[i].block;
      if (block == PageTree::kNone || !is_centred_heading(lines_[i])) continue;
      if (become_caption(block)) continue;
      page_.rename(block, Tag::h2, "h2");
      pugi::xml_node node = page_[block].node;
      node.remove_attribute(mark::kBlock);
      node.remove_attribute(mark::kIndent);
    }
  }

  void mark_tail() {
    constexpr std::size_t kMost = 4;
    std::size_t seen = 0;
    for (std::size_t i = lines_.size(); i-- > 1 && seen < kMost;) {
      const PageTree::Index block = lines_[i].block;
      if (block == PageTree::kNone || heading_level(page_[block].tag) > 0) return;
      const std::string_view text = text_of(lines_[i]);
      const bool dated = is_date(text);
      const std::string_view role = page_.role_of(block);
      const bool at_margin = lines_[i].align == Align::right && lines_[i].whole && !lines_[i].boxed;
      // In a short text, a date under it may have been taken for the day of publication.
      if (role == "byline" && !(at_margin && dated)) continue;
      if (!at_margin || count_code_points(text) > kLongestSignature || (!role.empty() && role != "byline"))
        return;
      ++seen;
      pugi::xml_node node = page_[block].node;
      node.remove_attribute(mark::kRole);
      node.append_attribute(mark::kRole).set_value(dated ? "date" : "signature");
    }
  }

  PageTree& page_;
  const NamePatterns& patterns_;
  std::vector<Line> lines_;
  bool moved_ = false;
  std::string buffer_;
};

}  // namespace

bool mark_line_roles(PageTree& page, const std::vector<PageTree::Index>& content,
                     const NamePatterns& patterns) {
  return LineRoles(page, content, patterns).run();
}

}  // namespace minutemill::clean
