#include "line_roles.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

#include "content_marks.hpp"
#include "page_stats.hpp"

namespace minutemill::clean {
namespace {

constexpr std::size_t kLongestHeading = 60;    // characters
constexpr std::size_t kLongestSignature = 40;  // characters

// A block with text of its own.
struct Line {
  pugi::xml_node block;
  std::string_view align;
  bool bold = true;    // all of its text
  bool whole = true;   // no other block inside
  bool boxed = false;  // in a table or list
};

bool is_bold(const pugi::xml_node& element) {
  const std::string_view name = element.name(), style = element.attribute(mark::kStyle).value();
  return name == "b" || name == "strong" || style.find("bold") != std::string_view::npos;
}

std::string_view alignment(const pugi::xml_node& element) {
  if (const std::string_view align = element.attribute(mark::kAlign).value(); !align.empty()) return align;
  return std::string_view(element.name()) == "center" ? "center" : "";
}

bool is_box(std::string_view name) {
  return name == "td" || name == "th" || name == "li" || name == "dd" || name == "dt" || name == "caption" ||
         name == "figcaption" || name == "blockquote" || name == "pre";
}

// What the elements around a text say: found once for each text, within the depth of a page.
Line line_of(const pugi::xml_node& text) {
  Line line;
  line.bold = false;
  for (pugi::xml_node up = text.parent(); up; up = up.parent()) {
    if (!line.block) {
      line.bold = line.bold || is_bold(up);
      if (is_block_name(up.name()) || up.attribute(mark::kBlock)) line.block = up;
    }
    if (line.align.empty()) line.align = alignment(up);
    line.boxed = line.boxed || is_box(up.name());
  }
  return line;
}

// The lines of `content` in order, furniture left out.
std::vector<Line> lines_of(const std::vector<pugi::xml_node>& content) {
  std::vector<Line> lines;
  for (const pugi::xml_node& root : content) {
    for (pugi::xml_node at = root; at;) {
      if (at != root && at.attribute(mark::kFurniture)) {
        at = next_beside(at, root);
        continue;
      }
      if (at.type() == pugi::node_pcdata && !is_blank(at.value())) {
        Line line = line_of(at);
        if (!lines.empty() && lines.back().block == line.block) {
          lines.back().bold = lines.back().bold && line.bold;
        } else {
          if (!lines.empty() && line.block && is_inside(line.block, lines.back().block))
            lines.back().whole = false;
          if (!lines.empty() && line.block && is_inside(lines.back().block, line.block)) line.whole = false;
          lines.push_back(line);
        }
      }
      at = next_within(at, root);
    }
  }
  return lines;
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view end : {"。", "；", "，", "：", "、", ".", ";", ",", ":"})
    if (text.ends_with(end)) return true;
  return false;
}

std::string text_of_line(const Line& line) {
  constexpr std::size_t kEnough = 4 * kLongestHeading + 1;
  return text_of(line.block, kEnough);
}

bool is_centred_heading(const Line& line, const NamePatterns& patterns) {
  if (line.align != "center" || !line.bold || !line.whole || line.boxed || line.block.attribute(mark::kRole))
    return false;
  const std::string_view name = line.block.name();
  if (name != "p" && name != "div" && name != "center" && !line.block.attribute(mark::kBlock)) return false;
  const std::string text = text_of_line(line);
  if (ends_sentence(text) || count_code_points(text) > kLongestHeading) return false;
  if (line.block.find_node([](const pugi::xml_node& n) { return std::string_view(n.name()) == "img"; }))
    return false;
  const auto fits = [&](const std::shared_ptr<re2::RE2>& pattern) {
    return pattern != nullptr && RE2::PartialMatch(text, *pattern);
  };
  return !fits(patterns.dateline) && !(patterns.date != nullptr && RE2::FullMatch(text, *patterns.date));
}

bool has_title(const std::vector<Line>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](const Line& line) {
    return line.block && std::string_view(line.block.attribute(mark::kRole).value()) == "title";
  });
}

// A line right above a table is its caption.
bool become_caption(pugi::xml_node block) {
  pugi::xml_node table = block.next_sibling();
  while (table && table.type() != pugi::node_element && is_blank(table.value())) table = table.next_sibling();
  if (std::string_view(table.name()) != "table") return false;
  if (table.child("caption")) return true;
  block.set_name("caption");
  table.prepend_move(block);
  return true;
}

void mark_headings(const std::vector<Line>& lines, const NamePatterns& patterns) {
  // Without a title, the first such line would be taken for it. The last one heads nothing.
  if (!has_title(lines)) return;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    pugi::xml_node block = lines[i].block;
    if (!block || !is_centred_heading(lines[i], patterns)) continue;
    if (become_caption(block)) continue;
    block.set_name("h2");
    block.remove_attribute(mark::kBlock);
    block.remove_attribute(mark::kIndent);
  }
}

void mark_tail(const std::vector<Line>& lines, const NamePatterns& patterns) {
  constexpr std::size_t kMost = 4;
  std::size_t seen = 0;
  for (std::size_t i = lines.size(); i-- > 1 && seen < kMost;) {
    pugi::xml_node block = lines[i].block;
    if (!block || is_heading_name(block.name())) return;
    const std::string text = text_of_line(lines[i]);
    const bool dated = patterns.date != nullptr && RE2::FullMatch(text, *patterns.date);
    const std::string_view role = block.attribute(mark::kRole).value();
    const bool at_margin = lines[i].align == "right" && lines[i].whole && !lines[i].boxed;
    // In a short text, a date under it may have been taken for the day of publication.
    if (role == "byline" && !(at_margin && dated)) continue;
    if (!at_margin || count_code_points(text) > kLongestSignature || (!role.empty() && role != "byline"))
      return;
    ++seen;
    block.remove_attribute(mark::kRole);
    block.append_attribute(mark::kRole).set_value(dated ? "date" : "signature");
  }
}

}  // namespace

void mark_line_roles(const std::vector<pugi::xml_node>& content, const NamePatterns& patterns) {
  const std::vector<Line> lines = lines_of(content);
  mark_headings(lines, patterns);
  mark_tail(lines, patterns);
}

}  // namespace minutemill::clean
