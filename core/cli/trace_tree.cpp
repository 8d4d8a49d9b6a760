#include "cli/trace_tree.hpp"

#include <fmt/format.h>

#include "cli/trace_lines.hpp"
#include <minutemill/text.hpp>

namespace minutemill::cli {
namespace {

std::string attributes_of(const Node& node) {
  std::string out;
  for (const Node::Attribute* a = node.attributes(); a != nullptr; a = a->next) {
    if (!out.empty()) out.push_back(' ');
    if (is_number(a->name))
      out += fmt::format("{}={}", to_string(a->name), a->number);
    else
      out += fmt::format("{}={}", to_string(a->name), a->text);
  }
  return out;
}

// Text and emphasis are shown in the line of their block; what carries more has a line of its own.
bool has_own_line(const Node& node) {
  switch (node.kind()) {
    case NodeKind::text:
    case NodeKind::line_break:
    case NodeKind::emphasis:
    case NodeKind::strong:
    case NodeKind::underline:
    case NodeKind::strike:
    case NodeKind::subscript:
    case NodeKind::superscript:
    case NodeKind::span:
      return false;
    default:
      return true;
  }
}

void add_nodes(const Node& root, TreeLines& lines) {
  std::size_t depth = 0;
  for (const Node* at = &root; at != nullptr;) {
    if (has_own_line(*at)) {
      const bool text = holds_inlines(at->kind()) && !at->empty();
      const std::string words = text ? Document::plain_text(*at) : std::string();
      lines.add(depth, to_string(at->kind()), attributes_of(*at), text ? &words : nullptr);
    }
    if (const Node* child = at->first_child()) {
      at = child;
      ++depth;
      continue;
    }
    while (at != &root && at->next() == nullptr) {
      at = at->parent();
      --depth;
    }
    at = at == &root ? nullptr : at->next();
  }
}

std::string attributes_of(const pugi::xml_node& node) {
  std::string out;
  for (const pugi::xml_attribute& a : node.attributes()) {
    if (!out.empty()) out.push_back(' ');
    out += fmt::format("{}={}", a.name(), a.value());
  }
  return out;
}

void add_element(const pugi::xml_node& node, std::size_t depth, TreeLines& lines) {
  if (node.type() == pugi::node_element) {
    lines.add(depth, node.name(), attributes_of(node));
  } else if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
    const std::string text(trim(node.value()));
    if (!text.empty()) lines.add(depth, "", "", &text);
  }
}

// One line for a value, those of its parts below it.
void add_value(std::string_view key, const Value& value, std::size_t depth, TreeLines& lines);

void add_evidence(const Value& value, std::size_t depth, TreeLines& lines) {
  for (const Evidence& e : value.evidence()) {
    std::string text = e.rule;
    if (!e.normalised_by.empty()) text += fmt::format(", {}", e.normalised_by);
    if (e.source.known()) text += fmt::format(", bytes {}-{}", e.source.begin, e.source.end);
    lines.add(depth, "from", text, e.quote.empty() ? nullptr : &e.quote);
    for (const std::string& rejected : e.rejected) lines.add(depth, "not", {}, &rejected);
  }
}

void add_record(const Record& record, std::size_t depth, TreeLines& lines) {
  for (const auto& [key, value] : record) add_value(key, value, depth, lines);
}

void add_value(std::string_view key, const Value& value, std::size_t depth, TreeLines& lines) {
  if (lines.full() || depth > 16) return;
  if (value.kind() == Value::Kind::record || value.kind() == Value::Kind::list) {
    lines.add(depth, key, {});
  } else {
    const std::string line = value.to_line();
    lines.add(depth, key, {}, &line);
  }
  add_evidence(value, depth + 2, lines);
  if (value.kind() == Value::Kind::record) add_record(value.fields(), depth + 1, lines);
  for (const Value& item : value.items()) add_value("-", item, depth + 1, lines);
}

}  // namespace

std::string markup_tree(const Markup& markup, const TreeStyle& style) {
  TreeLines lines(style);
  std::size_t depth = 0;
  // Without recursion: pages may be nested deeply.
  for (pugi::xml_node at = markup.tree().first_child(); at;) {
    add_element(at, depth, lines);
    if (at.first_child()) {
      at = at.first_child();
      ++depth;
      continue;
    }
    while (at && !at.next_sibling()) {
      at = at.parent();
      if (depth > 0) --depth;
    }
    if (at) at = at.next_sibling();
  }
  return lines.finish();
}

std::string document_tree(const Document& document, const TreeStyle& style) {
  TreeLines lines(style);
  add_nodes(document.body(), lines);
  if (!document.furniture().empty()) add_nodes(document.furniture(), lines);
  return lines.finish();
}

std::string record_tree(const Record& record, const TreeStyle& style) {
  TreeLines lines(style);
  add_record(record, 0, lines);
  return lines.finish();
}

}  // namespace minutemill::cli
