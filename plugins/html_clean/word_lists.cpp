#include "word_lists.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/text.hpp>

#include "list_mark.hpp"

namespace minutemill::clean {
namespace {

constexpr int kMostLevels = 9;

pugi::xml_node next_beside(pugi::xml_node node, const pugi::xml_node& root) {
  while (node && node != root && !node.next_sibling()) node = node.parent();
  return !node || node == root ? pugi::xml_node() : node.next_sibling();
}

pugi::xml_node next_within(const pugi::xml_node& node, const pugi::xml_node& root) {
  return node.first_child() ? node.first_child() : next_beside(node, root);
}

std::string_view style_of(const pugi::xml_node& element) {
  return element.attribute("style").value();
}

// The level of "mso-list: l3 level2 lfo5"; 0 when the paragraph is in no list. `list` gets "l3" and "lfo5".
int list_level(const pugi::xml_node& element, std::string_view& list) {
  const std::string_view style = style_of(element);
  const std::size_t begin = style.find("mso-list:");
  if (begin == std::string_view::npos) return 0;
  list = style.substr(begin + std::strlen("mso-list:"));
  list = list.substr(0, list.find(';'));
  const std::size_t level = list.find("level");
  if (level == std::string_view::npos || level + 5 >= list.size()) return 0;
  const int number = list[level + 5] - '0';
  return number >= 1 && number <= kMostLevels ? number : 0;
}

// The span that holds the number, which browsers show and Word ignores.
pugi::xml_node number_span(const pugi::xml_node& paragraph) {
  return paragraph.find_node([](const pugi::xml_node& node) {
    const std::string_view style = style_of(node);
    const std::size_t at = style.find("mso-list:");
    if (at == std::string_view::npos) return false;
    const std::string_view value = trim(style.substr(at + std::strlen("mso-list:")));
    return value.starts_with("Ignore") || value.starts_with("ignore");
  });
}

std::string mark_text(const pugi::xml_node& root) {
  constexpr std::size_t kMost = 64;
  std::string out;
  for (pugi::xml_node at = root; at && out.size() < kMost; at = next_within(at, root))
    if (at.type() == pugi::node_pcdata) out.append(at.value());
  return std::string(trim(out));
}

// The number as words in front of what it numbers.
void keep_as_text(pugi::xml_node span, const std::string& mark) {
  const bool spaced = static_cast<unsigned char>(mark.back()) < 0x80;
  while (span.first_child()) span.remove_child(span.first_child());
  span.remove_attribute("style");
  span.append_child(pugi::node_pcdata).set_value((mark + (spaced ? " " : "")).c_str());
}

class ListBuilder {
 public:
  explicit ListBuilder(pugi::xml_node body) : body_(body) {}

  std::size_t run() {
    for (pugi::xml_node at = body_.first_child(); at;) {
      std::string_view list;
      const int level = at.type() == pugi::node_element ? list_level(at, list) : 0;
      // Never into what is moved: where to go on is known before.
      const pugi::xml_node next = level > 0 ? next_beside(at, body_) : next_within(at, body_);
      const bool last = !at.next_sibling();
      if (level > 0)
        paragraph(at, level, list);
      else if (at.type() == pugi::node_element || (at.type() == pugi::node_pcdata && !is_blank(at.value())))
        levels_.clear();
      if (last) levels_.clear();
      at = next;
    }
    return count_;
  }

 private:
  struct Level {
    int level;
    ListMark::Kind kind;
    std::string list;  // Word's name of it
    pugi::xml_node node, item;
    int next;  // the number that the next item would get by itself
  };

  void paragraph(pugi::xml_node element, int level, std::string_view list) {
    ++count_;
    pugi::xml_node span = number_span(element);
    const std::string text = span ? mark_text(span) : std::string();
    const auto at =
        std::find_if(levels_.rbegin(), levels_.rend(), [&](const Level& l) { return l.level <= level; });
    const bool same = at != levels_.rend() && at->level == level;
    const ListMark mark = read_list_mark(text, same ? at->kind : ListMark::Kind::bullet);
    const std::string_view name = element.name();
    if (mark.kind == ListMark::Kind::text || (name != "p" && name != "div")) {
      if (!text.empty()) keep_as_text(span, text);
      levels_.clear();
      return;
    }
    if (span) span.parent().remove_child(span);
    while (!levels_.empty() && (levels_.back().level > level ||
                                (levels_.back().level == level && !goes_on(levels_.back(), mark, list))))
      levels_.pop_back();
    if (levels_.empty() || levels_.back().level < level) open(element, level, mark, list);
    add(element, mark);
  }

  static bool goes_on(const Level& level, const ListMark& mark, std::string_view list) {
    return level.kind == mark.kind && (level.list == list || mark.number == level.next);
  }

  void open(pugi::xml_node element, int level, const ListMark& mark, std::string_view list) {
    const char* name = mark.kind == ListMark::Kind::bullet ? "ul" : "ol";
    pugi::xml_node node = levels_.empty() ? element.parent().insert_child_before(name, element)
                                          : levels_.back().item.append_child(name);
    if (const char* type = list_type(mark.kind); *type != '\0') node.append_attribute("type").set_value(type);
    if (mark.number > 1) node.append_attribute("start").set_value(mark.number);
    levels_.push_back({level, mark.kind, std::string(list), node, {}, std::max(mark.number, 1)});
  }

  void add(pugi::xml_node element, const ListMark& mark) {
    Level& level = levels_.back();
    level.item = level.node.append_child("li");
    if (mark.number > 0 && mark.number != level.next)
      level.item.append_attribute("value").set_value(mark.number);
    level.next = (mark.number > 0 ? mark.number : level.next) + 1;
    // Its margins are those of the list.
    element.remove_attribute("style");
    level.item.append_move(element);
  }

  pugi::xml_node body_;
  std::vector<Level> levels_;
  std::size_t count_ = 0;
};

}  // namespace

// Word writes its properties as they are, without character references. Markup that was not read from a text
// can hold anything.
bool may_hold_word_lists(const Markup& markup) noexcept {
  const std::string& text = markup.decoded();
  return text.empty() || text.find("mso-list:") != std::string::npos;
}

std::size_t nest_word_lists(pugi::xml_node body) {
  return ListBuilder(body).run();
}

}  // namespace minutemill::clean
