// The lists of Lifter: bulleted, numbered, and of definitions.
#include <cstdlib>
#include <string>

#include <minutemill/text.hpp>

#include "lifter.hpp"

namespace minutemill::lift {
namespace {

// HTML "type" of a list's numbers; "cjk" as html_clean writes it from a style.
std::string_view number_style(const pugi::xml_node& element, bool ordered) {
  const std::string_view type = element.attribute("type").value();
  if (ordered) {
    if (type == "a") return "lower-alpha";
    if (type == "A") return "upper-alpha";
    if (type == "i") return "lower-roman";
    if (type == "I") return "upper-roman";
    if (type == "1") return "decimal";
    if (type == "cjk") return "cjk";
    return {};
  }
  for (const std::string_view known : {"disc", "circle", "square"})
    if (type == known) return known;
  return {};
}

// A whole number that is said in full, within what word processors can number.
bool read_number(const pugi::xml_attribute& attribute, std::int64_t& out) {
  if (!attribute) return false;
  const std::string value(trim(attribute.value()));
  char* end = nullptr;
  const long long number = std::strtoll(value.c_str(), &end, 10);
  if (value.empty() || *end != '\0' || number < -32768 || number > 32767) return false;
  out = number;
  return true;
}

}  // namespace

void Lifter::list(const pugi::xml_node& element, InlineFlow& flow) {
  Node& node = append_block(NodeKind::list, element, flow);
  const bool ordered = std::string_view(element.name()) == "ol";
  std::int64_t start = 1;
  if (ordered) document_.set(node, Attr::ordered, 1);
  if (ordered && read_number(element.attribute("start"), start)) document_.set(node, Attr::start, start);
  if (ordered && element.attribute("reversed")) document_.set(node, Attr::reversed, 1);
  if (const std::string_view style = number_style(element, ordered); !style.empty())
    document_.set(node, Attr::number_style, style);
  list_items(element, node);
  if (node.empty()) document_.detach(node);
}

void Lifter::list_items(const pugi::xml_node& parent, Node& list) {
  Node* last = nullptr;
  for (const pugi::xml_node& child : parent.children()) {
    if (is_text(child) && is_blank(child.value())) continue;
    if (child.type() != pugi::node_element && !is_text(child)) continue;
    const Element kind = element_info(child.name()).element;
    if (kind == Element::ignored) continue;
    if (child.type() == pugi::node_element && !in_furniture_ && child.attribute(mark::kFurniture)) {
      InlineFlow none(document_, markup_, list);
      furniture(child, none);
      continue;
    }
    if (!in_furniture_ && notes_.is_note(child)) continue;
    const bool item = kind == Element::list_item;
    // What stands in a list without an item of its own belongs to the one before.
    if (item || last == nullptr) {
      last = &document_.append_new(list, NodeKind::list_item);
      if (item) {
        last->set_span(span_of(child));
        common_attributes(child, *last);
        std::int64_t number = 0;
        if (read_number(child.attribute("value"), number)) document_.set(*last, Attr::number, number);
      }
    }
    if (item) {
      fill(child, *last);
    } else {
      InlineFlow flow(document_, markup_, *last);
      this->node(child, flow);
      flow.finish();
    }
    if (last->empty()) {
      document_.detach(*last);
      last = nullptr;
    }
  }
}

void Lifter::definitions(const pugi::xml_node& element, InlineFlow& flow) {
  Node& node = append_block(NodeKind::definition_list, element, flow);
  definition_parts(element, node);
  if (node.empty()) document_.detach(node);
}

void Lifter::definition_parts(const pugi::xml_node& parent, Node& list) {
  for (const pugi::xml_node& child : parent.children()) {
    if (!in_furniture_ && notes_.is_note(child)) continue;
    const Element kind = element_info(child.name()).element;
    if (child.type() == pugi::node_element && !in_furniture_ && child.attribute(mark::kFurniture)) {
      InlineFlow none(document_, markup_, list);
      furniture(child, none);
    } else if (kind == Element::term) {
      Node& term = document_.append_new(list, NodeKind::definition_term);
      common_attributes(child, term);
      fill_inlines(child, term);
      if (term.empty()) document_.detach(term);
    } else if (kind == Element::division && child.type() == pugi::node_element) {
      definition_parts(child, list);
    } else if (child.type() == pugi::node_element ? kind != Element::ignored
                                                  : is_text(child) && !is_blank(child.value())) {
      Node& definition = document_.append_new(list, NodeKind::definition);
      if (kind == Element::definition) {
        common_attributes(child, definition);
        fill(child, definition);
      } else {
        InlineFlow flow(document_, markup_, definition);
        node(child, flow);
        flow.finish();
      }
      if (definition.empty()) document_.detach(definition);
    }
  }
}

}  // namespace minutemill::lift
