#include "headline.hpp"

#include <algorithm>
#include <array>

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

#include "content_marks.hpp"
#include "page_stats.hpp"

namespace minutemill::clean {
namespace {

constexpr std::size_t kLongestTitle = 600, kLongestByline = 360;  // bytes

// Letters and digits alone, in lower case, so that spaces and marks do not count.
std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if (c < 0x80) {
      if (c >= 'A' && c <= 'Z')
        out.push_back(static_cast<char>(c + 32));
      else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        out.push_back(static_cast<char>(c));
    } else if (!is_space(c) && !(c >= 0x2000 && c <= 0x206f) && !(c >= 0x3000 && c <= 0x303f) &&
               !(c >= 0xff00 && c <= 0xff0f)) {
      out.append(text, start, i - start);
    }
  }
  return out;
}

std::vector<std::string> titles_of(pugi::xml_node html) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view text) {
    std::string f = folded(text);
    if (f.size() >= 4) out.push_back(std::move(f));
  };
  const pugi::xml_node head = html.child("head");
  for (const pugi::xml_node& meta : head.children("meta")) {
    std::string name =
        meta.attribute("name") ? meta.attribute("name").value() : meta.attribute("property").value();
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (name == "articletitle" || name == "og:title" || name == "dc.title" || name == "twitter:title")
      add(meta.attribute("content").value());
  }
  add(head.child("title").child_value());
  return out;
}

// The heading says what the page is called, or how its title begins.
bool repeats(const std::string& heading, const std::vector<std::string>& titles) {
  if (heading.size() < 4) return false;
  return std::any_of(titles.begin(), titles.end(), [&](const std::string& title) {
    return title == heading ||
           (heading.size() * 3 >= title.size() && title.find(heading) != std::string::npos) ||
           (title.size() * 10 >= heading.size() * 8 && heading.find(title) != std::string::npos);
  });
}

bool is_heading(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

bool in_any(const pugi::xml_node& node, const std::vector<pugi::xml_node>& roots) {
  return std::any_of(roots.begin(), roots.end(),
                     [&](const pugi::xml_node& root) { return is_inside(node, root); });
}

bool leaf_block(const pugi::xml_node& node) {
  if (!is_block_name(node.name()) && !node.attribute(mark::kBlock)) return false;
  return !node.find_node(
      [](const pugi::xml_node& n) { return is_block_name(n.name()) || n.attribute(mark::kBlock); });
}

// An inline element alone between line breaks, as pages without paragraphs have their lines.
bool is_broken_line(const pugi::xml_node& node) {
  const auto ends = [](pugi::xml_node at, bool forward) {
    const auto next = [&] { return forward ? at.next_sibling() : at.previous_sibling(); };
    for (at = next(); at && at.type() != pugi::node_element; at = next())
      if (at.type() == pugi::node_pcdata && !is_blank(at.value())) return false;
    return !at || std::string_view(at.name()) == "br";
  };
  return !is_block_name(node.name()) && ends(node, false) && ends(node, true);
}

void give_role(pugi::xml_node node, const char* role) {
  if (!node.attribute(mark::kRole)) node.append_attribute(mark::kRole).set_value(role);
}

// The heading that stands beside the content, right above it but for a line or two.
pugi::xml_node heading_above(const std::vector<pugi::xml_node>& content, int deepest) {
  constexpr int kNear = 4;
  if (content.empty()) return {};
  pugi::xml_node at = content.front();
  for (int near = 0; at && near < kNear; at = at.previous_sibling()) {
    if (at.type() != pugi::node_element || at == content.front()) continue;
    if (is_heading(at) && at.name()[1] - '0' <= deepest && text_size(at, 1) > 0) return at;
    ++near;
  }
  return {};
}

pugi::xml_node find_headline(pugi::xml_node body, const std::vector<std::string>& titles,
                             const std::vector<pugi::xml_node>& content) {
  pugi::xml_node best, only_h1;
  std::size_t h1 = 0;
  int best_level = 9;
  for (pugi::xml_node at = body.first_child(); at; at = next_within(at, body)) {
    if (at.type() != pugi::node_element) continue;
    if (std::string_view(at.attribute(mark::kRole).value()) == "title") return at;
    if (!is_heading(at)) continue;
    const int level = at.name()[1] - '0';
    if (level == 1 && text_size(at, 1) > 0) {
      ++h1;
      only_h1 = at;
    }
    if (level < best_level && repeats(folded(text_of(at, kLongestTitle)), titles)) {
      best = at;
      best_level = level;
    }
  }
  if (best) return best;
  if (h1 == 1 && titles.empty()) return only_h1;
  constexpr int kDeepest = 3;
  if (titles.empty() && h1 == 0) return heading_above(content, kDeepest);
  return h1 == 1 ? heading_above(content, 1) : pugi::xml_node();
}

// Where no heading says what the page is called, the line above the content that says so to the letter.
pugi::xml_node find_title_line(pugi::xml_node body, const std::vector<std::string>& titles,
                               const std::vector<pugi::xml_node>& content) {
  if (titles.empty()) return {};
  for (pugi::xml_node at = body.first_child(); at; at = next_within(at, body)) {
    if (at.type() != pugi::node_element) continue;
    if (in_any(at, content)) return {};
    if (!is_broken_line(at) && !leaf_block(at)) continue;
    const std::string text = folded(text_of(at, kLongestTitle));
    if (std::find(titles.begin(), titles.end(), text) != titles.end()) return at;
  }
  return {};
}

// Lesser headings in the <header> or <hgroup> of the headline (HTML §4.3.7) go on with it; a date, as minutes
// have it there, stays what it is.
std::vector<pugi::xml_node> mark_subtitles(pugi::xml_node headline, const NamePatterns& patterns) {
  std::vector<pugi::xml_node> out;
  constexpr int kAround = 4;
  pugi::xml_node header = headline.parent();
  for (int up = 0; up < kAround && std::string_view(header.name()) != "header" &&
                   std::string_view(header.name()) != "hgroup";
       ++up)
    header = header.parent();
  const std::string_view name = header.name();
  if (name != "header" && name != "hgroup") return out;
  for (pugi::xml_node at = next_beside(headline, header); at; at = next_within(at, header)) {
    if (!is_heading(at) || at.name()[1] <= headline.name()[1] || at.attribute(mark::kFurniture)) continue;
    const std::string text = text_of(at, kLongestTitle);
    if (text.empty() || text.size() > kLongestTitle) continue;
    const bool is_date = patterns.date != nullptr && RE2::FullMatch(text, *patterns.date);
    if (!is_date && patterns.dateline != nullptr && RE2::PartialMatch(text, *patterns.dateline)) continue;
    if (!is_date) give_role(at, "subtitle");
    out.push_back(at);
  }
  return out;
}

// The summary that many pages print apart from the text, named by itself or by the boxes just around it.
bool is_lead(pugi::xml_node node, const NamePatterns& patterns) {
  constexpr int kAround = 2;
  if (patterns.lead == nullptr) return false;
  for (int up = 0; node && up <= kAround; node = node.parent(), ++up) {
    if (node.attribute(mark::kFurniture)) return false;
    if (RE2::PartialMatch(node.attribute("class").value(), *patterns.lead)) return true;
  }
  return false;
}

}  // namespace

std::vector<pugi::xml_node> mark_headline(pugi::xml_node html, const std::vector<pugi::xml_node>& content,
                                          const NamePatterns& patterns) {
  std::vector<pugi::xml_node> kept;
  const pugi::xml_node body = html.child("body");
  const pugi::xml_node headline = find_headline(body, titles_of(html), content);
  if (headline) {
    give_role(headline, "title");
    if (!in_any(headline, content)) kept.push_back(headline);
    for (const pugi::xml_node& subtitle : mark_subtitles(headline, patterns))
      if (!in_any(subtitle, content)) kept.push_back(subtitle);
  }
  // From the headline, or the content's start, to the first long paragraph.
  const pugi::xml_node title_line = headline ? headline : find_title_line(body, titles_of(html), content);
  bool started = !title_line;
  std::size_t lines = 0;
  for (pugi::xml_node at = body.first_child(); at; at = next_within(at, body)) {
    if (at == title_line) {
      started = true;
      continue;
    }
    if (!started || at.type() != pugi::node_element || !(leaf_block(at) || is_broken_line(at))) continue;
    if (title_line && is_inside(at, title_line)) continue;
    if (!kept.empty() && is_inside(at, kept.back())) continue;
    const std::string text = text_of(at, kLongestByline + 1);
    if (text.empty()) continue;
    const bool inside = in_any(at, content);
    if (inside ? !leaf_block(at) : !title_line) continue;
    constexpr std::size_t kLines = 8;
    if (!inside && headline && is_lead(at, patterns)) {
      kept.push_back(at);
      continue;
    }
    if (text.size() > kLongestByline || ++lines > kLines) break;
    const std::string names = std::string(at.attribute("class").value()) + " " + at.attribute("id").value();
    const bool named = patterns.byline != nullptr && RE2::PartialMatch(names, *patterns.byline);
    const bool dated = patterns.dateline != nullptr && RE2::PartialMatch(text, *patterns.dateline);
    if (!(inside ? named || dated : dated)) continue;
    give_role(at, "byline");
    if (!inside) kept.push_back(at);
  }
  return kept;
}

}  // namespace minutemill::clean
