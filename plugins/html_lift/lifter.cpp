#include "lifter.hpp"

#include <algorithm>

#include <minutemill/text.hpp>
#include <minutemill/xml.hpp>

#include "language.hpp"
#include "markup_walk.hpp"
#include "table_lift.hpp"

namespace minutemill::lift {
namespace {

bool is_block_element(const pugi::xml_node& element, const ElementInfo& info) {
  return (info.element >= Element::division && info.element <= Element::rule) ||
         info.element == Element::table_part || element.attribute(mark::kBlock);
}

// Puts back what it changes when the block is done.
class StyleScope {
 public:
  StyleScope(const pugi::xml_node& element, InlineFlow& flow) : flow_(flow), kept_(flow.style) {
    BlockStyle& style = flow.style;
    if (std::string_view(element.name()) == "center") style.align = "center";
    if (!element.first_attribute()) return;
    const auto take = [&](const char* name, std::string_view& into) {
      if (const pugi::xml_attribute a = element.attribute(name)) into = a.value();
    };
    if (std::string_view(element.name()) != "center") take(mark::kAlign, style.align);
    take(mark::kRole, style.role);
    take("dir", style.dir);
    if (style.dir != "ltr" && style.dir != "rtl") style.dir = {};
    take("lang", style.lang);
    if (const pugi::xml_attribute indent = element.attribute(mark::kIndent)) style.indent = indent.as_llong();
    if (const pugi::xml_attribute indent = element.attribute(mark::kBlockIndent))
      style.block_indent += indent.as_llong();
    style.id = element.attribute("id").value();
    if (style.id.empty()) style.id = kept_.id;
  }
  ~StyleScope() { flow_.style = kept_; }
  StyleScope(const StyleScope&) = delete;
  StyleScope& operator=(const StyleScope&) = delete;

 private:
  InlineFlow& flow_;
  BlockStyle kept_;
};

}  // namespace

bool holds_block(const pugi::xml_node& element) {
  for (pugi::xml_node at = element.first_child(); at; at = next_within(at, element))
    if (at.type() == pugi::node_element && is_block_element(at, element_info(at.name()))) return true;
  return false;
}

void Lifter::run(pugi::xml_node body) {
  InlineFlow flow(document_, markup_, document_.body());
  if (body) {
    notes_.collect(body);
    element(body, flow);
    for (const pugi::xml_node& note : notes_.left()) {
      flow.block_edge();
      children(note, flow);
    }
  }
  flow.finish();
}

SourceSpan Lifter::span_of(const pugi::xml_node& node) const {
  const SourceSpan at = markup_.position(node);
  return markup_.source_span(at.begin, at.end);
}

void Lifter::children(const pugi::xml_node& parent, InlineFlow& flow) {
  for (const pugi::xml_node& child : parent.children()) node(child, flow);
}

void Lifter::node(const pugi::xml_node& node, InlineFlow& flow) {
  constexpr std::size_t kOften = 4096;
  if (++steps_ % kOften == 0) context_.check_time();
  if (is_text(node))
    flow.text(node, open_note_ != nullptr ? notes_.label_length(node) : 0);
  else if (node.type() == pugi::node_element)
    element(node, flow);
}

void Lifter::element(const pugi::xml_node& element, InlineFlow& flow) {
  if (!in_furniture_ && element.attribute(mark::kFurniture)) return furniture(element, flow);
  // A note stands where it is referred to.
  if (!in_furniture_ && (notes_.is_note(element) || notes_.is_separator(element))) return;
  const ElementInfo info = element_info(element.name());
  if (info.element == Element::ignored) return;
  if (is_block_element(element, info))
    block(element, info, flow);
  else
    inline_element(element, info, flow);
}

// Kept beside the body, as a section with the rule that says so.
void Lifter::furniture(const pugi::xml_node& element, InlineFlow& flow) {
  const ElementInfo info = element_info(element.name());
  if (is_block_element(element, info)) flow.block_edge();
  Node& section = document_.append_new(document_.furniture(), NodeKind::section);
  document_.set(section, Attr::rule, element.attribute(mark::kFurniture).value());
  section.set_span(span_of(element));
  in_furniture_ = true;
  InlineFlow aside(document_, markup_, section);
  this->element(element, aside);
  aside.finish();
  in_furniture_ = false;
  if (section.empty()) document_.detach(section);
}

bool Lifter::too_deep(const Node& node) {
  constexpr std::size_t kSpare = 12;  // a table with a row, a cell, a paragraph and inlines must fit
  std::size_t depth = 0;
  for (const Node* up = node.parent(); up != nullptr; up = up->parent()) ++depth;
  if (depth + kSpare <
      std::min(static_cast<std::size_t>(context_.limits().depth), Document::kMaxDepth) + kSpare / 2)
    return false;
  ++counts_.flattened;
  return true;
}

Node& Lifter::append_block(NodeKind kind, const pugi::xml_node& element, InlineFlow& flow) {
  Node& node = document_.append_new(flow.container(), kind);
  node.set_span(span_of(element));
  common_attributes(element, node);
  return node;
}

void Lifter::common_attributes(const pugi::xml_node& element, Node& node) {
  if (const std::string_view id = element.attribute("id").value(); !id.empty())
    document_.set(node, Attr::id, id);
  if (const std::string lang = language_tag(element.attribute("lang").value()); !lang.empty())
    document_.set(node, Attr::lang, lang);
  if (const std::string_view dir = element.attribute("dir").value(); dir == "rtl" || dir == "ltr")
    document_.set(node, Attr::dir, dir);
  if (const std::string_view role = element.attribute(mark::kRole).value(); !role.empty())
    document_.set(node, Attr::role, role);
}

void Lifter::fill(const pugi::xml_node& element, Node& node) {
  InlineFlow flow(document_, markup_, node);
  flow.style.align = element.attribute(mark::kAlign).value();
  children(element, flow);
  flow.finish();
}

void Lifter::fill_inlines(const pugi::xml_node& element, Node& node) {
  InlineFlow flow(document_, markup_, node, true);
  children(element, flow);
  flow.finish();
}

void Lifter::block(const pugi::xml_node& element, const ElementInfo& info, InlineFlow& flow) {
  // Inside a heading, a term or a caption there is room for inlines alone.
  const bool flat = flow.inlines_only() || too_deep(flow.container());
  const bool is_title = std::string_view(element.attribute(mark::kRole).value()) == "title";
  if (flat || (info.element == Element::division && !is_title)) return division(element, flow);
  if (is_title && info.element != Element::heading && !holds_block(element)) return heading(element, 1, flow);
  flow.block_edge();
  switch (info.element) {
    case Element::heading:
      heading(element, heading_level(element.name()), flow);
      break;
    case Element::list:
      list(element, flow);
      break;
    case Element::definitions:
      definitions(element, flow);
      break;
    case Element::table:
      TableLift(*this).run(element, flow);
      break;
    case Element::figure:
      figure(element, flow);
      break;
    case Element::quote:
      fill(element, append_block(NodeKind::quote, element, flow));
      break;
    case Element::preformatted:
      preformatted(element, flow);
      break;
    case Element::rule:
      append_block(NodeKind::rule, element, flow);
      break;
    case Element::unknown:
      unknown(element, flow);
      break;
    default:
      division(element, flow);
      break;
  }
  flow.block_edge();
}

// Also stray parts of lists and tables, and what is displayed as a block.
void Lifter::division(const pugi::xml_node& element, InlineFlow& flow) {
  flow.block_edge();
  {
    const StyleScope scope(element, flow);
    const ElementInfo info = element_info(element.name());
    if (info.element == Element::inline_markup || info.element == Element::link ||
        info.element == Element::span)
      inline_element(element, info, flow);
    else if (info.element == Element::rule)
      document_.append_new(flow.container(), NodeKind::rule);
    else
      children(element, flow);
    flow.block_edge();
  }
}

void Lifter::heading(const pugi::xml_node& element, std::int64_t level, InlineFlow& flow) {
  flow.block_edge();
  Node& node = append_block(NodeKind::heading, element, flow);
  document_.set(node, Attr::level, level);
  if (const std::string_view align = element.attribute(mark::kAlign).value(); !align.empty())
    document_.set(node, Attr::align, align);
  fill_inlines(element, node);
  if (node.empty()) document_.detach(node);
}

void Lifter::figure(const pugi::xml_node& element, InlineFlow& flow) {
  Node& node = append_block(NodeKind::figure, element, flow);
  bool captioned = false;
  InlineFlow inside(document_, markup_, node);
  for (const pugi::xml_node& child : element.children()) {
    const bool aside = !in_furniture_ && child.attribute(mark::kFurniture);
    if (!captioned && !aside && element_info(child.name()).element == Element::caption) {
      inside.finish();
      Node& caption = document_.append_new(node, NodeKind::caption);
      fill_inlines(child, caption);
      if (caption.empty())
        document_.detach(caption);
      else
        captioned = true;
    } else {
      this->node(child, inside);
    }
  }
  inside.finish();
  if (node.empty()) document_.detach(node);
}

void Lifter::preformatted(const pugi::xml_node& element, InlineFlow& flow) {
  Node& node = append_block(NodeKind::code_block, element, flow);
  // <pre><code class="language-x">
  for (const pugi::xml_node& at : {element, element.child("code")}) {
    const std::string_view classes = at.attribute("class").value();
    for (const std::string_view prefix : {"language-", "lang-", "highlight-source-"})
      if (const std::size_t begin = classes.find(prefix);
          begin != std::string_view::npos && !node.has(Attr::code_language)) {
        const std::string_view rest = classes.substr(begin + prefix.size());
        document_.set(node, Attr::code_language, rest.substr(0, rest.find_first_of(" \t\n")));
      }
  }
  bool first = true;
  for (pugi::xml_node at = element.first_child(); at; at = next_within(at, element)) {
    if (is_text(at) && at.value()[0] != '\0') {
      std::string_view value = at.value();
      if (first && value.starts_with('\n')) value.remove_prefix(1);
      first = false;
      SourceSpan span;
      const std::vector<SpanRun> runs = markup_.align(value, markup_.position(at), span);
      Node& text = document_.create_text(value, span);
      if (!runs.empty()) document_.set_runs(text, runs);
      document_.append(node, text);
    } else if (at.type() == pugi::node_element && std::string_view(at.name()) == "br") {
      document_.append(node, document_.create_text("\n"));
    }
  }
  if (is_blank(Document::plain_text(node))) document_.detach(node);
}

void Lifter::unknown(const pugi::xml_node& element, InlineFlow& flow) {
  if (counts_.unknown++ == 0) counts_.first_unknown = span_of(element);
  Node& node = append_block(NodeKind::unknown_block, element, flow);
  document_.set(node, Attr::tag, element.name());
  fill(element, node);
  if (node.empty()) document_.detach(node);
}

}  // namespace minutemill::lift
