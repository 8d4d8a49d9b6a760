#include "page_tree.hpp"

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

namespace minutemill::clean {
namespace {

PageTree::Align align_of(std::string_view value) noexcept {
  using enum PageTree::Align;
  if (value == "left") return left;
  if (value == "center") return center;
  if (value == "right") return right;
  return value == "justify" ? justify : none;
}

// Runs of white space become one space, as they are displayed. `text` begins and ends with something else.
void squeeze(std::string& text) {
  std::size_t to = 0;
  for (const char c : text) {
    const bool space = is_ascii_space(static_cast<unsigned char>(c));
    if (space && text[to - 1] == ' ') continue;
    text[to++] = space ? ' ' : c;
  }
  text.resize(to);
}

}  // namespace

void PageTree::read(pugi::xml_node html) {
  clear();
  Index around = add(html, Tag::html, kNone);
  read_attributes(around);
  for (pugi::xml_node at = html.first_child(); around != kNone;) {
    if (!at) {
      close(around);
      at = items_[around].node.next_sibling();
      around = items_[around].parent;
      continue;
    }
    const pugi::xml_node_type type = at.type();
    if (type == pugi::node_element) {
      around = add(at, tag_of(at.name()), around);
      read_attributes(around);
      at = at.first_child();
      continue;
    }
    const Index leaf = add(at,
                           type == pugi::node_pcdata    ? Tag::text
                           : type == pugi::node_comment ? Tag::comment
                                                        : Tag::none,
                           around);
    if (type == pugi::node_pcdata) set_text(leaf, at.value(), read_text(at.value()));
    if (type == pugi::node_comment) set_text(leaf, at.value(), {});
    at = at.next_sibling();
  }
}

void PageTree::clear() {
  constexpr std::size_t kKeep = std::size_t{1} << 16;  // items whose memory serves the next page
  items_.clear();
  if (items_.capacity() > kKeep) items_.shrink_to_fit();
}

PageTree::Index PageTree::add(const pugi::xml_node& node, Tag tag, Index parent) {
  const Index at = size();
  Item& item = items_.emplace_back();
  item.node = node;
  item.parent = parent;
  item.end = at + 1;
  item.tag = tag;
  return at;
}

void PageTree::set_text(Index text, std::string_view value, const TextFacts& facts) {
  items_[text].text = value;
  items_[text].facts = facts;
}

void PageTree::read_attributes(Index element) {
  Item& item = items_[element];
  item.is_block = clean::is_block(item.tag);
  bool bold = item.tag == Tag::b || item.tag == Tag::strong;
  Align align = Align::none;
  for (pugi::xml_attribute at = item.node.first_attribute(); at; at = at.next_attribute()) {
    const std::string_view name = at.name();
    if (name == "class")
      item.class_name = item.class_name == nullptr ? at.value() : item.class_name;
    else if (name == "id")
      item.id = item.id == nullptr ? at.value() : item.id;
    else if (name == "name")
      item.has_id = true;
    else if (!name.starts_with(mark::kPrefix))
      continue;
    else if (name == mark::kFurniture)
      item.is_furniture = true;
    else if (name == mark::kRole)
      item.has_role = true;
    else if (name == mark::kBlock)
      item.is_block = true;
    else if (name == mark::kAlign)
      align = align_of(at.value());
    else if (name == mark::kStyle)
      bold = bold || std::string_view(at.value()).find("bold") != std::string_view::npos;
  }
  item.has_id = item.has_id || item.id != nullptr;
  if (align == Align::none && item.tag == Tag::center) align = Align::center;
  item.align = align;
  item.is_boxed = is_box(item.tag);
  item.is_bold = bold;
  item.block = item.is_block ? element : kNone;
  if (item.parent == kNone) return;
  const Item& around = items_[item.parent];
  if (item.align == Align::none) item.align = around.align;
  item.is_boxed = item.is_boxed || around.is_boxed;
  if (item.is_block) {
    for (Index up = item.parent; up != kNone && !items_[up].holds_block; up = items_[up].parent)
      items_[up].holds_block = true;
  } else {
    item.is_bold = item.is_bold || around.is_bold;
    item.block = around.block;
  }
}

PageTree::Index PageTree::part(Tag tag) const noexcept {
  for (Index at = 1; at < size(); at = items_[at].end)
    if (items_[at].tag == tag) return at;
  return kNone;
}

bool PageTree::holds(Index at, Tag tag) const noexcept {
  for (Index inside = at + 1; inside < items_[at].end; ++inside)
    if (items_[inside].tag == tag) return true;
  return false;
}

std::string_view PageTree::text_of(Index at, std::size_t most, std::string& buffer) const {
  std::string_view whole;
  bool odd = false, joined = false;
  for (Index inside = at; inside < items_[at].end && whole.size() < most; ++inside) {
    const Item& item = items_[inside];
    if (item.tag != Tag::text || item.text.empty()) continue;
    odd = odd || item.facts.odd_spaces || (whole.ends_with(' ') && item.text.starts_with(' '));
    if (whole.empty()) {
      whole = item.text;
      continue;
    }
    if (!joined) buffer = whole;
    joined = true;
    whole = buffer.append(item.text);
  }
  // What is far longer than asked for is not looked at; how long it is matters alone.
  constexpr std::size_t kFarLonger = 4;
  if (whole.size() / kFarLonger > most) return whole;
  const std::string_view trimmed = trim(whole);
  if (!odd) return trimmed;
  if (joined) {
    const auto front = static_cast<std::size_t>(trimmed.data() - buffer.data());
    buffer.resize(front + trimmed.size());
    buffer.erase(0, front);
  } else {
    buffer = trimmed;
  }
  squeeze(buffer);
  return buffer;
}

std::size_t PageTree::text_size(Index at, std::size_t enough) const noexcept {
  std::size_t count = 0;
  for (Index inside = at; inside < items_[at].end && count < enough;) {
    const Item& item = items_[inside];
    if (inside != at && item.is_furniture) {
      inside = item.end;
      continue;
    }
    if (item.tag == Tag::text)
      for (std::size_t i = 0; i < item.text.size() && count < enough;)
        count += is_space(next_code_point(item.text, i)) ? 0 : 1;
    ++inside;
  }
  return count;
}

void PageTree::mark_furniture(Index element, const char* rule) {
  Item& item = items_[element];
  if (item.is_furniture) return;
  item.node.append_attribute(mark::kFurniture).set_value(rule);
  item.is_furniture = true;
}

void PageTree::unmark_furniture(Index element) {
  Item& item = items_[element];
  if (!item.is_furniture) return;
  item.node.remove_attribute(mark::kFurniture);
  item.is_furniture = false;
}

void PageTree::give_role(Index element, const char* role) {
  Item& item = items_[element];
  if (item.has_role) return;
  item.node.append_attribute(mark::kRole).set_value(role);
  item.has_role = true;
}

std::string_view PageTree::role_of(Index element) const {
  return items_[element].has_role ? items_[element].node.attribute(mark::kRole).value() : "";
}

void PageTree::rename(Index element, Tag tag, const char* name) {
  items_[element].node.set_name(name);
  items_[element].tag = tag;
}

}  // namespace minutemill::clean
