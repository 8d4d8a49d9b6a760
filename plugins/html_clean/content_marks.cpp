#include "content_marks.hpp"

#include <algorithm>
#include <unordered_set>

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

#include "page_stats.hpp"

namespace minutemill::clean {

pugi::xml_node next_beside(pugi::xml_node node, pugi::xml_node root) {
  while (node && node != root && !node.next_sibling()) node = node.parent();
  return !node || node == root ? pugi::xml_node() : node.next_sibling();
}

pugi::xml_node next_within(pugi::xml_node node, pugi::xml_node root) {
  return node.first_child() ? node.first_child() : next_beside(node, root);
}

void mark_all_but(pugi::xml_node body, const std::vector<pugi::xml_node>& kept, const std::string& rule) {
  std::unordered_set<const void*> whole, holds;
  for (const pugi::xml_node& node : kept) {
    if (node == body) return;
    whole.insert(node.internal_object());
    for (pugi::xml_node up = node.parent(); up && holds.insert(up.internal_object()).second;)
      up = up.parent();
  }
  for (pugi::xml_node at = body.first_child(); at;) {
    const void* key = at.internal_object();
    if (whole.contains(key)) {
      at = next_beside(at, body);
    } else if (holds.contains(key)) {
      at = next_within(at, body);
    } else {
      pugi::xml_node next = next_beside(at, body);
      if (at.type() == pugi::node_element) {
        if (!at.attribute(mark::kFurniture)) at.append_attribute(mark::kFurniture).set_value(rule.c_str());
      } else if (at.type() == pugi::node_pcdata && !is_blank(at.value())) {
        pugi::xml_node wrapper = at.parent().insert_child_before("div", at);
        wrapper.append_attribute(mark::kFurniture).set_value(rule.c_str());
        wrapper.append_move(at);
      }
      at = next;
    }
  }
}

namespace {

// A line: no block inside.
bool is_line(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  if (name == "a") return true;
  if (!is_block_name(name) && !node.attribute(mark::kBlock)) return false;
  return !node.find_node(
      [](const pugi::xml_node& n) { return is_block_name(n.name()) || n.attribute(mark::kBlock); });
}

void mark_furniture(pugi::xml_node node, const char* rule) {
  if (!node.attribute(mark::kFurniture)) node.append_attribute(mark::kFurniture).set_value(rule);
}

// All of its text is links.
bool is_all_links(const pugi::xml_node& node) {
  bool links = false;
  for (pugi::xml_node at = node; at;) {
    const bool is_link = std::string_view(at.name()) == "a" && at.attribute("href");
    if (at.type() == pugi::node_pcdata && !is_blank(at.value())) return false;
    links = links || is_link;
    at = is_link || at.attribute(mark::kFurniture) ? next_beside(at, node) : next_within(at, node);
  }
  return links;
}

// Below "Related:" come links, in paragraphs or a list of their own.
void mark_links_after(const pugi::xml_node& label) {
  constexpr int kMost = 12;
  int seen = 0;
  for (pugi::xml_node at = label.next_sibling(); at && seen < kMost; at = at.next_sibling()) {
    if (at.type() != pugi::node_element && is_blank(at.value())) continue;
    if (at.type() != pugi::node_element || !is_all_links(at)) return;
    mark_furniture(at, "related");
    ++seen;
  }
}

}  // namespace

void mark_lines(const std::vector<pugi::xml_node>& content, const NamePatterns& patterns) {
  constexpr std::size_t kLongest = 240;  // bytes
  const auto fits = [](const std::string& text, const std::shared_ptr<re2::RE2>& pattern) {
    return pattern != nullptr && RE2::FullMatch(text, *pattern);
  };
  for (const pugi::xml_node& root : content) {
    for (pugi::xml_node at = root.first_child(); at;) {
      pugi::xml_node next = next_within(at, root);
      if (at.type() == pugi::node_element && !at.attribute(mark::kFurniture) && is_line(at)) {
        const std::string text = text_of(at, kLongest + 1);
        const bool short_enough = !text.empty() && text.size() <= kLongest;
        const bool label = short_enough && fits(text, patterns.related);
        if (label || (short_enough && fits(text, patterns.line))) {
          mark_furniture(at, label ? "related" : "line");
          next = next_beside(at, root);
        }
        if (label) mark_links_after(at);
      }
      at = next;
    }
  }
}

std::size_t text_size(pugi::xml_node node, std::size_t enough) {
  std::size_t count = 0;
  for (pugi::xml_node at = node; at && count < enough;) {
    if (at.type() == pugi::node_element && at != node && at.attribute(mark::kFurniture)) {
      at = next_beside(at, node);
      continue;
    }
    if (at.type() == pugi::node_pcdata) {
      const std::string_view text = at.value();
      for (std::size_t i = 0; i < text.size();)
        if (!is_space(next_code_point(text, i))) ++count;
    }
    at = next_within(at, node);
  }
  return count;
}

namespace {

// White space that is not displayed as it is written.
bool has_odd_spaces(std::string_view text) {
  char before = ' ';
  for (const char c : text) {
    if ((c == ' ' && before == ' ') || (static_cast<unsigned char>(c) < 0x20)) return true;
    before = c;
  }
  return before == ' ';
}

// Runs of white space as one space, as they are displayed; none at the ends.
std::string on_one_line(std::string_view text) {
  if (!has_odd_spaces(text)) return std::string(trim(text));
  std::string out;
  for (const char c : trim(text)) {
    const bool space = is_ascii_space(static_cast<unsigned char>(c));
    if (!space)
      out.push_back(c);
    else if (out.back() != ' ')
      out.push_back(' ');
  }
  return out;
}

}  // namespace

std::string text_of(pugi::xml_node node, std::size_t most) {
  std::string out;
  for (pugi::xml_node at = node; at && out.size() < most; at = next_within(at, node))
    if (at.type() == pugi::node_pcdata) out.append(at.value());
  // What is far longer than asked for is not looked at; how long it is matters alone.
  constexpr std::size_t kFarLonger = 4;
  return out.size() / kFarLonger > most ? out : on_one_line(out);
}

bool is_inside(pugi::xml_node node, pugi::xml_node ancestor) {
  for (; node; node = node.parent())
    if (node == ancestor) return true;
  return false;
}

}  // namespace minutemill::clean
