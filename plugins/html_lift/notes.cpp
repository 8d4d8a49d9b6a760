#include "notes.hpp"

#include <algorithm>
#include <array>

#include <minutemill/text.hpp>

#include "markup_walk.hpp"
#include "note_marks.hpp"

namespace minutemill::lift {
namespace {

bool has(const pugi::xml_node& node, const char* attribute, std::string_view part) {
  return std::string_view(node.attribute(attribute).value()).find(part) != std::string_view::npos;
}

std::string short_text(const pugi::xml_node& root, std::size_t most) {
  std::string out;
  for (pugi::xml_node at = root; at && out.size() <= most; at = next_within(at, root))
    if (at.type() == pugi::node_pcdata) out.append(at.value());
  return std::string(trim(out));
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

bool is_called_way_back(const pugi::xml_node& link) {
  return has(link, "role", "doc-backlink") || has(link, "class", "backref") ||
         has(link, "class", "back-link") || has(link, "class", "reversefootnote");
}

std::string_view without_underscore(std::string_view id) {
  if (id.starts_with('_')) id.remove_prefix(1);
  return id;
}

pugi::xml_node next_element(pugi::xml_node node) {
  do node = node.next_sibling();
  while (node && node.type() != pugi::node_element);
  return node;
}

// The element that holds the note: itself, or for an anchor the block it begins.
pugi::xml_node block_of(pugi::xml_node target) {
  constexpr int kSteps = 5;
  for (int steps = 0; target && steps < kSteps; ++steps, target = target.parent()) {
    const std::string_view name = target.name();
    if (name == "dt") {
      const pugi::xml_node definition = next_element(target);
      return std::string_view(definition.name()) == "dd" ? definition : pugi::xml_node();
    }
    if (name == "li" || name == "p" || name == "div" || name == "aside" || name == "section" || name == "dd")
      return target;
    if (name != "a" && name != "span" && name != "sup" && name != "b" && name != "strong" &&
        name != "small" && name != "i" && name != "em")
      return {};
  }
  return {};
}

bool holds(const pugi::xml_node& outer, pugi::xml_node inner) {
  for (; inner; inner = inner.parent())
    if (inner == outer) return true;
  return false;
}

// What a way back can name: the link, what it stands in, an anchor before it.
std::vector<std::string_view> ids_of(const pugi::xml_node& link) {
  std::vector<std::string_view> ids;
  const auto add = [&](const pugi::xml_node& node) {
    for (const char* name : {"id", "name"})
      if (const std::string_view id = node.attribute(name).value(); !id.empty()) ids.push_back(id);
  };
  add(link);
  const pugi::xml_node parent = link.parent(), before = link.previous_sibling();
  const std::string_view around = parent.name();
  if (around == "sup" || around == "span") {
    add(parent);
    if (const pugi::xml_node anchor = parent.previous_sibling(); std::string_view(anchor.name()) == "a")
      add(anchor);
  }
  if (std::string_view(before.name()) == "a" && before.first_child() == nullptr) add(before);
  return ids;
}

}  // namespace

void Notes::index(const pugi::xml_node& body, Nodes& links) {
  for (pugi::xml_node at = body; at; at = next_within(at, body)) {
    if (at.type() != pugi::node_element || !at.first_attribute()) continue;
    const bool is_link = std::string_view(at.name()) == "a";
    if (is_link && at.attribute("href").value()[0] == '#') {
      links.push_back(at);
      // More than a few ways back to one reference are none.
      constexpr std::size_t kMost = 16;
      Nodes& same = links_to_[at.attribute("href").value() + 1];
      if (same.size() < kMost) same.push_back(at);
    }
    if (const pugi::xml_attribute id = at.attribute("id"))
      ids_.try_emplace(id.value(), at);
    else if (is_link && at.attribute("name"))
      ids_.try_emplace(at.attribute("name").value(), at);
  }
}

void Notes::collect(const pugi::xml_node& body) {
  Nodes links;
  index(body, links);
  // Links inside a note lead back to its reference (Word gives them the same look).
  for (const pugi::xml_node& link : links)
    if (!lies_in_note(link)) add(link);
}

void Notes::add(const pugi::xml_node& link) {
  constexpr std::size_t kMark = 16;
  const std::string_view id = link.attribute("href").value() + 1;
  const std::string mark = short_text(link, kMark);
  if (!is_note_mark(mark) || is_called_way_back(link)) return;
  const pugi::xml_node note = note_of(id);
  if (!note || holds(note, link)) return;
  const Nodes back = ways_back(note, link);
  if (!is_raised(link) && !is_called_reference(link, id) && !is_circled_number(mark) && back.empty()) return;
  for (const pugi::xml_node& way : back)
    if (const std::string text = short_text(way, kMark); is_note_mark(text) || is_return_arrow(text))
      ways_back_.insert(way.internal_object());
  const bool says = std::ranges::any_of(
      back, [&](const pugi::xml_node& way) { return repeated_mark(short_text(way, kMark), mark) > 0; });
  if (says) marked_.insert(note.internal_object());
  references_.emplace(link.internal_object(), Reference{note, mark});
  if (!notes_.insert(note.internal_object()).second) return;
  in_order_.push_back(note);
  // The term of a definition has said its number.
  if (const pugi::xml_node target = ids_.find(id)->second; std::string_view(target.name()) == "dt") {
    notes_.insert(target.internal_object());
    marked_.insert(note.internal_object());
  }
  find_label(note, mark);
  find_separator(note);
}

pugi::xml_node Notes::note_of(std::string_view id) {
  const auto target = ids_.find(id);
  if (target == ids_.end()) return {};
  pugi::xml_node note = block_of(target->second);
  if (!note || notes_.contains(note.internal_object())) return note;
  // Word: <div id="ftn1"><p><a name="_ftn1">
  if (const pugi::xml_node parent = note.parent();
      std::string_view(parent.name()) == "div" &&
      without_underscore(parent.attribute("id").value()) == without_underscore(id))
    note = parent;
  if (refused_.contains(note.internal_object())) return {};
  // What would swallow half the page is something else.
  constexpr std::size_t kLongest = 20000;
  if (short_text(note, kLongest).size() <= kLongest) return note;
  refused_.insert(note.internal_object());
  return {};
}

Notes::Nodes Notes::ways_back(const pugi::xml_node& note, const pugi::xml_node& link) const {
  Nodes out;
  // The term in front of a definition is a part of the note.
  const std::string_view wanted = link.attribute("href").value() + 1;
  const pugi::xml_node target = ids_.find(wanted)->second;
  for (const std::string_view id : ids_of(link)) {
    const auto to = links_to_.find(id);
    if (to == links_to_.end()) continue;
    for (const pugi::xml_node& way : to->second)
      if (holds(note, way) || holds(target, way)) out.push_back(way);
  }
  return out;
}

// Brackets around the way back, and the number where the note's words begin.
void Notes::find_label(const pugi::xml_node& note, std::string_view mark) {
  bool within = true, opened = false;
  std::size_t steps = 0;
  constexpr std::size_t kReach = 64;
  for (pugi::xml_node at = note.first_child(); at && steps < kReach;
       at = within ? next_within(at, note) : next_beside(at, note), ++steps) {
    within = !is_way_back(at);
    if (at.type() != pugi::node_pcdata) continue;
    const std::string_view text = at.value(), kept = trim(text);
    if (kept.empty()) continue;
    if (kept == "[" || kept == "(" || is_return_arrow(kept)) {
      labels_[at.internal_object()] = text.size();
      opened = kept == "[" || kept == "(";
    } else if (opened && (kept.starts_with(']') || kept.starts_with(')'))) {
      labels_[at.internal_object()] = static_cast<std::size_t>(kept.data() - text.data()) + 1;
      return;
    } else {
      if (const std::size_t length = repeated_mark(text, mark); length > 0) {
        labels_[at.internal_object()] = length;
        marked_.insert(note.internal_object());
      }
      return;
    }
  }
}

void Notes::find_separator(pugi::xml_node note) {
  constexpr int kLevels = 4, kBlanks = 8;
  for (int level = 0; level < kLevels; ++level, note = note.parent()) {
    pugi::xml_node before = note.previous_sibling();
    for (int i = 0; i < kBlanks && before && before.type() != pugi::node_element && is_blank(before.value());
         ++i)
      before = before.previous_sibling();
    if (std::string_view(before.name()) == "hr") separators_.insert(before.internal_object());
    if (before || std::string_view(note.parent().name()) == "body") return;
  }
}

std::size_t Notes::label_length(const pugi::xml_node& text) const {
  const auto at = labels_.find(text.internal_object());
  return at == labels_.end() ? 0 : at->second;
}

pugi::xml_node Notes::take(const pugi::xml_node& link) {
  const auto at = references_.find(link.internal_object());
  if (at == references_.end() || !taken_.insert(at->second.note.internal_object()).second) return {};
  return at->second.note;
}

Notes::Nodes Notes::left() const {
  Nodes out;
  for (const pugi::xml_node& note : in_order_)
    if (!taken_.contains(note.internal_object())) out.push_back(note);
  return out;
}

bool Notes::lies_in_note(pugi::xml_node node) const {
  for (; node; node = node.parent())
    if (notes_.contains(node.internal_object())) return true;
  return false;
}

bool Notes::is_way_back(const pugi::xml_node& link) const {
  if (std::string_view(link.name()) != "a") return false;
  if (ways_back_.contains(link.internal_object()) || is_called_way_back(link)) return true;
  constexpr std::size_t kMark = 16;
  return link.attribute("href").value()[0] == '#' && is_return_arrow(short_text(link, kMark));
}

}  // namespace minutemill::lift
