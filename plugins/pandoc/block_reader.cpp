// Blocks but for tables.
#include "pandoc/reading.hpp"
#include "pandoc/vocabulary.hpp"

#include <algorithm>
#include <utility>

namespace minutemill::pandoc {
namespace {

// Kinds of which a Div is the node itself; of the others it is a wrapper with their attributes.
bool is_container(NodeKind kind) noexcept {
  return kind == NodeKind::section || kind == NodeKind::unknown_block || kind == NodeKind::figure;
}

}  // namespace

void Reader::blocks(const Json& list, Node& parent) {
  std::size_t index = 0;
  for (const Json& json : place_.list(list, "blocks")) {
    const Place::Step step(place_, index++);
    block(json, parent);
  }
}

Node* Reader::block(const Json& json, Node& parent) {
  look_around();
  const std::string& type = place_.type(json);
  const Json& content = place_.content(json);
  const Place::Step step(place_, "c");
  if (type == "Para" || type == "Plain") return paragraph(content, parent);
  if (type == "Header") return heading(content, parent);
  if (type == "CodeBlock") return code_block(content, parent);
  if (type == "LineBlock") return line_block(content, parent);
  if (type == "HorizontalRule") return &append(parent, NodeKind::rule);
  if (type == "Null") return nullptr;
  if (type == "RawBlock") {
    raw(content);
    return nullptr;
  }
  return structure(type, content, parent);
}

Node* Reader::structure(const std::string& type, const Json& content, Node& parent) {
  if (type == "Div") return division(content, parent);
  if (type == "BulletList") return list(content, parent, false);
  if (type == "OrderedList") return ordered_list(content, parent);
  if (type == "DefinitionList") return definition_list(content, parent);
  if (type == "Table") return table(content, parent);
  if (type == "Figure") return figure(content, parent);
  if (type == "BlockQuote") {
    Node& quote = append(parent, NodeKind::quote);
    blocks(content, quote);
    return &quote;
  }
  place_.fail("unknown block '" + type.substr(0, 40) + "'");
}

Node* Reader::paragraph(const Json& list, Node& parent) {
  if (Node* made = implicit_figure(list, parent)) return made;
  Node& node = append(parent, NodeKind::paragraph);
  inlines(list, node);
  return &node;
}

Node* Reader::line_block(const Json& lines, Node& parent) {
  Node& node = append(parent, NodeKind::paragraph);
  std::size_t index = 0;
  for (const Json& line : place_.list(lines, "a LineBlock")) {
    const Place::Step step(place_, index);
    if (index++ > 0) append(node, NodeKind::line_break);
    inlines(line, node);
  }
  return &node;
}

Node* Reader::heading(const Json& content, Node& parent) {
  place_.list(content, "a Header", 3);
  Node& node = append(parent, NodeKind::heading);
  document_.set(node, Attr::level, std::clamp<std::int64_t>(place_.integer(content[0], "a level"), 1, 6));
  apply(attributes(content[1]), node);
  const Place::Step step(place_, 2);
  inlines(content[2], node);
  return &node;
}

Node* Reader::code_block(const Json& content, Node& parent) {
  place_.list(content, "a CodeBlock", 2);
  Node& node = append(parent, NodeKind::code_block);
  Attributes found = attributes(content[0]);
  if (!found.classes.empty()) {
    document_.set(node, Attr::code_language, std::string_view(found.classes.front()));
    found.classes.erase(found.classes.begin());
  }
  apply(found, node);
  const std::string& text = place_.text(content[1], "code");
  if (!text.empty()) document_.append(node, document_.create_text(text));
  return &node;
}

// The content of a list item, a definition or a cell; a Div that stands for it gives its attributes.
void Reader::fill(const Json& list, Node& node) {
  if (const Json* div = only_element(list, "Div")) {
    const Json& content = place_.list(place_.content(*div), "a Div", 2);
    const Attributes found = attributes(content[0]);
    if (kind_of(found) == node.kind()) {
      apply(found, node);
      return blocks(content[1], node);
    }
  }
  blocks(list, node);
}

Node* Reader::list(const Json& items, Node& parent, bool ordered) {
  Node& node = append(parent, NodeKind::list);
  if (ordered) document_.set(node, Attr::ordered, 1);
  std::size_t index = 0;
  for (const Json& item : place_.list(items, "a list")) {
    const Place::Step step(place_, index++);
    fill(item, append(node, NodeKind::list_item));
  }
  return &node;
}

Node* Reader::ordered_list(const Json& content, Node& parent) {
  place_.list(content, "an OrderedList", 2);
  const Json& attributes = place_.list(content[0], "ListAttributes", 3);
  const std::int64_t start = place_.integer(attributes[0], "a list's start");
  const std::string_view style = number_style(place_.type(attributes[1]));
  const Place::Step step(place_, 1);
  Node* node = list(content[1], parent, true);
  if (start != 1) document_.set(*node, Attr::start, start);
  if (!style.empty()) document_.set(*node, Attr::number_style, style);
  return node;
}

Node* Reader::definition_list(const Json& content, Node& parent) {
  Node& node = append(parent, NodeKind::definition_list);
  std::size_t index = 0;
  for (const Json& item : place_.list(content, "a DefinitionList")) {
    const Place::Step step(place_, index++);
    place_.list(item, "a definition", 2);
    if (!place_.list(item[0], "a term").empty()) {
      const Place::Step inner(place_, std::size_t{0});
      Node& term = append(node, NodeKind::definition_term);
      const Json* span = only_element(item[0], "Span");
      const Json* found = span != nullptr ? &place_.list(place_.content(*span), "a Span", 2) : nullptr;
      const Attributes of_term = found != nullptr ? attributes((*found)[0]) : Attributes{};
      const bool stands_for_it = kind_of(of_term) == NodeKind::definition_term;
      if (stands_for_it) apply(of_term, term);
      inlines(stands_for_it ? (*found)[1] : item[0], term);
    }
    const Place::Step inner(place_, 1);
    std::size_t number = 0;
    for (const Json& definition : place_.list(item[1], "definitions")) {
      const Place::Step one(place_, number++);
      fill(definition, append(node, NodeKind::definition));
    }
  }
  return &node;
}

// A Div is a container of ours, a wrapper around one of our blocks, or somebody else's. The last two are
// dissolved; their attributes go to what is in them, as far as it can have them.
Node* Reader::division(const Json& content, Node& parent) {
  place_.list(content, "a Div", 2);
  Attributes found = attributes(content[0]);
  std::optional<NodeKind> kind = kind_of(found);
  if (!kind && found.has_class("section")) kind = NodeKind::section;
  const Place::Step step(place_, 1);
  if (kind == NodeKind::caption && parent.kind() == NodeKind::figure) {
    std::erase(found.classes, "caption");
    Node& node = append(parent, NodeKind::caption);
    apply(found, node);
    caption(content[1], node);
    return &node;
  }
  if (kind && is_container(*kind)) {
    if (*kind != NodeKind::unknown_block) std::erase(found.classes, to_string(*kind));
    Node& node = append(parent, *kind);
    apply(found, node);
    blocks(content[1], node);
    return &node;
  }
  Node* before = parent.last_child();
  blocks(content[1], parent);
  Node* first = before != nullptr ? before->next() : parent.first_child();
  if (first == nullptr) return nullptr;
  if (first == parent.last_child()) {
    apply(found, *first);
    return first;
  }
  for (const std::string& name : std::exchange(found.classes, {})) unknown_.push_back("." + name);
  apply(found, *first);
  std::erase_if(found.pairs, [](const auto& pair) { return pair.first != "lang" && pair.first != "dir"; });
  for (Node* at = first->next(); at != nullptr; at = at->next()) apply({{}, {}, found.pairs}, *at);
  return nullptr;
}

Node* Reader::figure(const Json& content, Node& parent) {
  place_.list(content, "a Figure", 3);
  Node& node = append(parent, NodeKind::figure);
  apply(attributes(content[0]), node);
  {
    const Place::Step step(place_, 2);
    blocks(content[2], node);
  }
  const Place::Step step(place_, 1);
  const Json& found = place_.list(content[1], "a caption", 2);
  if (!place_.list(found[1], "a caption").empty()) caption(found[1], append(node, NodeKind::caption));
  return &node;
}

// Before pandoc 3: a paragraph of one image whose title begins with "fig:".
Node* Reader::implicit_figure(const Json& list, Node& parent) {
  const Json* element = only_element(list, "Image");
  if (element == nullptr) return nullptr;
  const Json& content = place_.list(place_.content(*element), "an Image", 3);
  const Json& target = place_.list(content[2], "a target", 2);
  if (!place_.text(target[1], "a title").starts_with("fig:")) return nullptr;
  Node& node = append(parent, NodeKind::figure);
  image(content, append(node, NodeKind::paragraph), true);
  if (!place_.list(content[1], "a caption").empty()) inlines(content[1], append(node, NodeKind::caption));
  return &node;
}

// Blocks into a node of inlines, with a line break between two.
void Reader::caption(const Json& list, Node& node) {
  std::size_t index = 0;
  for (const Json& json : place_.list(list, "a caption")) {
    look_around();
    const Place::Step step(place_, index++);
    const std::string& type = place_.type(json);
    const Json& content = place_.content(json);
    if (type == "Div" && list.size() == 1) {
      place_.list(content, "a Div", 2);
      apply(attributes(content[0]), node);
      return caption(content[1], node);
    }
    if (!node.empty()) append(node, NodeKind::line_break);
    if (type == "Plain" || type == "Para") {
      inlines(content, node);
    } else if (const std::string text = text_of_blocks(Json::array({json})); !text.empty()) {
      document_.append(node, document_.create_text(text));
    }
  }
}

std::string Reader::text_of_blocks(const Json& list) {
  Node& apart = document_.create(NodeKind::quote);
  blocks(list, apart);
  return Document::plain_text(apart);
}

std::string Reader::text_of_inlines(const Json& list) {
  Node& apart = document_.create(NodeKind::span);
  inlines(list, apart);
  return Document::plain_text(apart);
}

}  // namespace minutemill::pandoc
