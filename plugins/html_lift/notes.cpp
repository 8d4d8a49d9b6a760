#include "notes.hpp"

#include <string_view>
#include <vector>

#include <minutemill/text.hpp>

namespace minutemill::lift {
namespace {

bool has(const pugi::xml_node& node, const char* attribute, std::string_view part) {
  return std::string_view(node.attribute(attribute).value()).find(part) != std::string_view::npos;
}

std::string short_text(const pugi::xml_node& root, std::size_t most) {
  std::string out;
  for (pugi::xml_node at = root; at && out.size() <= most;) {
    if (at.type() == pugi::node_pcdata) out.append(at.value());
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at && at != root && !at.next_sibling()) at = at.parent();
    at = !at || at == root ? pugi::xml_node() : at.next_sibling();
  }
  return std::string(trim(out));
}

// "1", "[12]", "(3)", "*", "†", "①"
bool is_mark(std::string_view text) {
  constexpr std::size_t kLongest = 8;
  if (text.empty() || text.size() > kLongest) return false;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    const bool sign = (c >= '0' && c <= '9') || c == '[' || c == ']' || c == '(' || c == ')' || c == '*' ||
                      c == 0x2020 || c == 0x2021 || c == 0xa7 || c == 0xb6 || (c >= 0x2460 && c <= 0x24ff) ||
                      c == 0x3014 || c == 0x3015 || (c >= 'a' && c <= 'z' && text.size() <= 3);
    if (!sign) return false;
  }
  return true;
}

bool is_raised(const pugi::xml_node& link) {
  return std::string_view(link.parent().name()) == "sup" || link.child("sup") ||
         has(link.parent(), "mm:style", "super") || has(link, "mm:style", "super");
}

bool is_called_reference(const pugi::xml_node& link, std::string_view id) {
  if (has(link, "role", "doc-noteref") || has(link, "epub:type", "noteref") ||
      has(link, "class", "footnote") || has(link, "class", "noteref"))
    return true;
  for (const std::string_view start :
       {"fn", "ftn", "_ftn", "footnote", "note", "cite_note", "endnote", "_edn", "edn"})
    if (id.starts_with(start)) return true;
  return false;
}

// The element that holds the note: itself, or for an anchor the block it begins.
pugi::xml_node block_of(pugi::xml_node target) {
  for (int steps = 0; target && steps < 3; ++steps, target = target.parent()) {
    const std::string_view name = target.name();
    if (name == "li" || name == "p" || name == "div" || name == "aside" || name == "section" || name == "dd")
      return target;
    if (name != "a" && name != "span" && name != "sup" && name != "b" && name != "strong") return {};
  }
  return {};
}

bool holds(const pugi::xml_node& outer, pugi::xml_node inner) {
  for (; inner; inner = inner.parent())
    if (inner == outer) return true;
  return false;
}

}  // namespace

void Notes::collect(const pugi::xml_node& body) {
  std::unordered_map<std::string_view, pugi::xml_node> ids;
  std::vector<pugi::xml_node> links;
  for (pugi::xml_node at = body; at;) {
    if (at.type() == pugi::node_element) {
      const bool is_link = std::string_view(at.name()) == "a";
      if (is_link && at.attribute("href").value()[0] == '#') links.push_back(at);
      if (const pugi::xml_attribute id = at.attribute("id"))
        ids.try_emplace(id.value(), at);
      else if (is_link && at.attribute("name"))
        ids.try_emplace(at.attribute("name").value(), at);
    }
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at && at != body && !at.next_sibling()) at = at.parent();
    at = !at || at == body ? pugi::xml_node() : at.next_sibling();
  }
  for (const pugi::xml_node& link : links) {
    const std::string_view id = link.attribute("href").value() + 1;
    const auto target = ids.find(id);
    // Links inside a note lead back to its reference (Word gives them the same look).
    if (target == ids.end() || is_back_link(link) || lies_in_note(link)) continue;
    constexpr std::size_t kMark = 16;
    const bool called = is_called_reference(link, id);
    if (!is_mark(short_text(link, kMark)) || !(called || is_raised(link))) continue;
    const pugi::xml_node note = block_of(target->second);
    // A note that is already one, holds its reference or would swallow half the page is something else.
    constexpr std::size_t kLongest = 20000;
    if (!note || holds(note, link) || short_text(note, kLongest).size() > kLongest) continue;
    references_.emplace(link.internal_object(), note);
    if (notes_.insert(note.internal_object()).second) in_order_.push_back(note);
  }
}

pugi::xml_node Notes::take(const pugi::xml_node& link) {
  const auto at = references_.find(link.internal_object());
  if (at == references_.end() || !taken_.insert(at->second.internal_object()).second) return {};
  return at->second;
}

std::vector<pugi::xml_node> Notes::left() const {
  std::vector<pugi::xml_node> out;
  for (const pugi::xml_node& note : in_order_)
    if (!taken_.contains(note.internal_object())) out.push_back(note);
  return out;
}

bool Notes::lies_in_note(pugi::xml_node node) const {
  for (; node; node = node.parent())
    if (notes_.contains(node.internal_object())) return true;
  return false;
}

bool Notes::is_back_link(const pugi::xml_node& link) const {
  if (has(link, "role", "doc-backlink") || has(link, "class", "backref") || has(link, "class", "back-link") ||
      has(link, "class", "reversefootnote"))
    return true;
  constexpr std::size_t kMark = 8;
  const std::string text = short_text(link, kMark);
  return link.attribute("href").value()[0] == '#' &&
         (text == "^" || text == "\xe2\x86\xa9" || text == "\xe2\x86\x91" ||
          text == "\xe2\x86\xa9\xef\xb8\x8e");
}

}  // namespace minutemill::lift
