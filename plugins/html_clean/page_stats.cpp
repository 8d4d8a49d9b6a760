#include "page_stats.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

namespace minutemill::clean {
namespace {

constexpr std::array<std::string_view, 38> kBlocks{
    "address", "article", "aside",    "blockquote", "body",   "center", "dd",   "details", "dir", "div",
    "dl",      "dt",      "fieldset", "figcaption", "figure", "footer", "form", "h1",      "h2",  "h3",
    "h4",      "h5",      "h6",       "header",     "hr",     "li",     "main", "menu",    "nav", "ol",
    "p",       "pre",     "section",  "summary",    "table",  "td",     "th",   "ul"};

bool found(const std::shared_ptr<re2::RE2>& pattern, std::string_view text) {
  return pattern != nullptr && RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern);
}

bool is_comma(char32_t c) {
  return c == ',' || c == 0xff0c || c == 0x3001 || c == 0x3002 || c == 0xff1b || c == 0x60c || c == 0xfe50 ||
         c == 0xfe10 || c == 0x2e41 || c == 0x2e34 || c == 0x2e32;
}

}  // namespace

bool is_block_name(std::string_view name) noexcept {
  return std::binary_search(kBlocks.begin(), kBlocks.end(), name) || name == "tbody" || name == "tr" ||
         name == "thead" || name == "tfoot";
}

bool is_heading_name(std::string_view name) noexcept {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

LetterCount count_letters(std::string_view text) noexcept {
  LetterCount count;
  bool space = true;  // leading spaces count for nothing
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      ++i;
      if (is_ascii_space(byte)) {
        if (!space) ++count.letters;
        space = true;
      } else {
        ++count.letters;
        count.commas += byte == ',' ? 1 : 0;
        space = false;
      }
      continue;
    }
    const char32_t c = next_code_point(text, i);
    if (c >= 0x4e00 && c < 0xa000) {  // an ideograph, the usual case
      space = false;
      count.letters += 2;
      continue;
    }
    if (is_space(c)) continue;
    space = false;
    count.letters += is_cjk(c) ? 2 : 1;
    count.commas += is_comma(c) ? 1 : 0;
  }
  return count;
}

PageStats::PageStats(pugi::xml_node body, const NamePatterns& patterns, bool strip_unlikely) {
  all_.reserve(512);
  std::vector<std::uint32_t> open;
  add_element(body, 0, patterns, false);
  open.push_back(0);
  for (pugi::xml_node at = body.first_child(); at;) {
    bool enter = false;
    if (at.type() == pugi::node_pcdata) {
      add_text(at.value(), open.back());
    } else if (at.type() == pugi::node_element) {
      add_element(at, open.back(), patterns, strip_unlikely);
      // JSON-LD stands in scripts, which are kept for what they say of the page.
      enter = !all_.back().skipped && std::string_view(at.name()) != "script";
      if (enter && at.first_child()) {
        open.push_back(static_cast<std::uint32_t>(all_.size() - 1));
        at = at.first_child();
        continue;
      }
      all_.back().end = static_cast<std::uint32_t>(all_.size());
    }
    while (at && !at.next_sibling() && at != body) {
      at = at.parent();
      all_[open.back()].end = static_cast<std::uint32_t>(all_.size());
      open.pop_back();
    }
    at = !at || at == body ? pugi::xml_node() : at.next_sibling();
  }
  all_[0].end = static_cast<std::uint32_t>(all_.size());
  sum_up();
}

void PageStats::add_element(const pugi::xml_node& node, std::uint32_t parent, const NamePatterns& patterns,
                            bool strip_unlikely) {
  ElementStats stats;
  stats.node = node;
  stats.parent = parent;
  const std::string_view name = node.name();
  stats.is_block = is_block_name(name) || node.attribute(mark::kBlock);
  stats.skipped = static_cast<bool>(node.attribute(mark::kFurniture));
  const pugi::xml_attribute classes = node.attribute("class"), id = node.attribute("id");
  if (!stats.skipped && (classes || id)) {
    std::string names(classes.value());
    names.append(" ").append(id.value());
    if (found(patterns.positive, classes.value()) || found(patterns.positive, id.value())) stats.weight = 25;
    if (found(patterns.negative, classes.value()) || found(patterns.negative, id.value()))
      stats.weight = static_cast<std::int8_t>(stats.weight - 25);
    stats.unlikely = found(patterns.unlikely, names) && !found(patterns.perhaps, names) && name != "body" &&
                     name != "a" && name != "table" && name != "tr" && name != "td" && name != "tbody" &&
                     name != "code" && name != "article" && name != "main" &&
                     !is_heading_name(node.parent().name());
    if (strip_unlikely && stats.unlikely) stats.skipped = true;
  }
  if (name == "p")
    stats.paragraphs = 1;
  else if (name == "li")
    stats.list_items = 1;
  else if (name == "img" || name == "picture")
    stats.images = 1;
  else if (name == "input" || name == "select" || name == "textarea" || name == "button")
    stats.inputs = 1;
  else if (is_heading_name(name))
    stats.headings = 1;
  all_.push_back(stats);
}

void PageStats::add_text(std::string_view text, std::uint32_t parent) {
  if (is_blank(text)) return;
  const LetterCount count = count_letters(text);
  ElementStats& stats = all_[parent];
  stats.letters += count.letters;
  stats.commas += count.commas;
  stats.own_letters += count.letters;
  stats.own_commas += count.commas;
}

// Children come after their parents, so one walk from the end adds everything up.
void PageStats::sum_up() {
  for (std::size_t i = all_.size(); i-- > 1;) {
    ElementStats& child = all_[i];
    ElementStats& parent = all_[child.parent];
    const std::string_view name = child.node.name();
    if (child.is_block || child.has_block) parent.has_block = true;
    if (child.skipped) continue;
    if (name == "a" && child.node.attribute("href")) {
      // A link within the page is hardly one.
      const bool inside = child.node.attribute("href").value()[0] == '#';
      child.link_letters = inside ? child.letters * 3 / 10 : child.letters;
    }
    if (child.headings == 1 && name[0] == 'h' && name.size() == 2) child.heading_letters = child.letters;
    parent.letters += child.letters;
    parent.link_letters += child.link_letters;
    parent.commas += child.commas;
    parent.heading_letters += child.heading_letters;
    if (!child.is_block) {
      parent.own_letters += child.own_letters;
      parent.own_commas += child.own_commas;
    }
    const auto add = [](std::uint16_t& to, std::uint16_t n) {
      to = static_cast<std::uint16_t>(std::min(0xffff, to + n));
    };
    add(parent.paragraphs, child.paragraphs);
    add(parent.list_items, child.list_items);
    add(parent.images, child.images);
    add(parent.inputs, child.inputs);
    add(parent.headings, child.headings);
  }
}

std::size_t PageStats::index_of(const pugi::xml_node& node) const noexcept {
  for (std::size_t i = 0; i < all_.size(); ++i)
    if (all_[i].node == node) return i;
  return all_.size();
}

}  // namespace minutemill::clean
