// Blocks but for tables and figures.
#include "pandoc/vocabulary.hpp"
#include "pandoc/writing.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::pandoc {
namespace {

// As tally() counts them.
std::uint64_t count_characters(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < text.size();) count += is_space(next_code_point(text, i)) ? 0 : 1;
  return count;
}

bool is_tight(const Node& item) {
  std::size_t paragraphs = 0;
  for (const Node& block : item.children()) {
    if (block.kind() == NodeKind::paragraph)
      ++paragraphs;
    else if (block.kind() != NodeKind::list)
      return false;
  }
  return paragraphs <= 1;
}

}  // namespace

void Writer::blocks(const Node& parent) {
  json_.begin_list();
  for (const Node& node : parent.children()) block(node);
  json_.end_list();
}

void Writer::block(const Node& node) {
  if (++nodes_ % 1024 == 0) context_.check_time();
  switch (node.kind()) {
    case NodeKind::section:
      return container(node, "section");
    case NodeKind::unknown_block:
      return container(node, {});
    case NodeKind::heading:
      return heading(node);
    case NodeKind::list:
      return list(node);
    case NodeKind::definition_list:
      return wrapped(node, {}, "Div", [&] { definition_list(node); });
    case NodeKind::table:
      return table(node);
    case NodeKind::figure:
      return figure(node);
    case NodeKind::caption:
      return figure_caption(node);
    case NodeKind::code_block:
      return code_block(node);
    case NodeKind::rule:
      return wrapped(node, {}, "Div", [&] { element("HorizontalRule"); });
    case NodeKind::quote:
      return wrapped(node, {}, "Div", [&] {
        begin("BlockQuote");
        blocks(node);
        end();
      });
    default:
      return paragraph(node, false);
  }
}

// In cells and tight lists pandoc has Plain, which gets no space around it.
void Writer::paragraph(const Node& node, bool plain) {
  wrapped(node, {}, "Div", [&] {
    begin(plain ? "Plain" : "Para");
    inlines(node);
    end();
  });
}

void Writer::heading(const Node& node) {
  // Words that are not in the source: without our attributes nothing would say so.
  if (!options_.attributes && node.number(Attr::generated) != 0) return;
  begin("Header");
  json_.begin_list().number(std::clamp<std::int64_t>(node.number(Attr::level, 1), 1, 6));
  attr(attributes(node, {Attr::level}));
  inlines(node);
  json_.end_list();
  end();
}

// A Div that stands for the node itself.
void Writer::container(const Node& node, std::string_view class_name) {
  Attributes found = attributes(node, {});
  name_kind(node, found);
  if (!class_name.empty()) found.classes.emplace(found.classes.begin(), class_name);
  begin("Div");
  json_.begin_list();
  attr(found);
  blocks(node);
  json_.end_list();
  end();
}

void Writer::list_attributes(const Node& node) {
  const std::string_view style = number_style_name(node.get(Attr::number_style));
  json_.begin_list().number(node.number(Attr::start, 1));
  element(style.empty() ? "DefaultStyle" : style);
  element("DefaultDelim");
  json_.end_list();
}

void Writer::list(const Node& node) {
  const bool ordered = node.number(Attr::ordered) != 0;
  AttrSet taken;
  if (ordered || !node.has(Attr::ordered)) taken.add(Attr::ordered);
  if (ordered) taken.add(Attr::start);
  if (ordered && !number_style_name(node.get(Attr::number_style)).empty()) taken.add(Attr::number_style);
  wrapped(node, taken, "Div", [&] {
    begin(ordered ? "OrderedList" : "BulletList");
    if (ordered) {
      json_.begin_list();
      list_attributes(node);
    }
    const auto items = node.children();
    const bool tight = std::all_of(items.begin(), items.end(), is_tight);
    json_.begin_list();
    for (const Node& item : items) {
      json_.begin_list();
      wrapped(item, {}, "Div", [&] {
        for (const Node& child : item.children())
          child.kind() == NodeKind::paragraph ? paragraph(child, tight) : block(child);
      });
      json_.end_list();
    }
    json_.end_list();
    if (ordered) json_.end_list();
    end();
  });
}

// [[term, [definition]]]: a term without definitions before another one shares its; a definition without a
// term has an empty one.
void Writer::definition_list(const Node& node) {
  begin("DefinitionList");
  json_.begin_list();
  for (const Node* at = node.first_child(); at != nullptr;) {
    json_.begin_list();
    if (at->kind() == NodeKind::definition_term) {
      term(*at);
      at = at->next();
    } else {
      json_.begin_list().end_list();
    }
    json_.begin_list();
    for (; at != nullptr && at->kind() == NodeKind::definition; at = at->next()) {
      json_.begin_list();
      wrapped(*at, {}, "Div", [&] {
        for (const Node& child : at->children()) block(child);
      });
      json_.end_list();
    }
    json_.end_list().end_list();
  }
  json_.end_list();
  end();
}

void Writer::term(const Node& node) {
  json_.begin_list();
  wrapped(node, {}, "Span", [&] {
    for (const Node& child : node.children()) inline_node(child);
  });
  json_.end_list();
}

std::string Writer::code_text(const Node& node) {
  std::uint64_t characters = 0;
  for (const Node* at = next_in_tree(node, node); at != nullptr; at = next_in_tree(*at, node)) {
    if (at->kind() != NodeKind::text && at->kind() != NodeKind::line_break) ++losses_.code_markup;
    if (at->kind() == NodeKind::note) ++losses_.tally.notes;
    if (at->kind() == NodeKind::link) ++losses_.tally.links;
    if (at->kind() == NodeKind::image) ++losses_.tally.images;
    characters += count_characters(at->text());
  }
  std::string text = Document::plain_text(node);
  losses_.tally.characters += characters - count_characters(text);
  return text;
}

// The first class is the language.
void Writer::code_block(const Node& node) {
  const std::string_view language = node.get(Attr::code_language);
  const bool as_class = !language.empty() && language.find(' ') == std::string_view::npos;
  AttrSet taken;
  if (as_class) taken.add(Attr::code_language);
  Attributes found = attributes(node, taken);
  if (as_class)
    found.classes.emplace(found.classes.begin(), language);
  else if (!found.classes.empty() && options_.attributes)  // or they would be read as the language
    found.classes.clear(), found.pairs.emplace_back("mm-class_name", std::string(node.get(Attr::class_name)));
  begin("CodeBlock");
  json_.begin_list();
  attr(found);
  json_.text(code_text(node)).end_list();
  end();
}

}  // namespace minutemill::pandoc
