// The inline half of Lifter.
#include <string_view>
#include <utility>

#include <minutemill/text.hpp>
#include <minutemill/xml.hpp>

#include "language.hpp"
#include "lifter.hpp"
#include "markup_walk.hpp"

namespace minutemill::lift {
namespace {

void add(Attributes& out, Attr attr, std::string_view text) {
  if (!text.empty()) out.push_back({attr, std::string(text), 0});
}

Attributes inline_attributes(const pugi::xml_node& element, const ElementInfo& info) {
  Attributes attributes;
  add(attributes, Attr::lang, language_tag(element.attribute("lang").value()));
  if (const std::string_view dir = element.attribute("dir").value(); dir == "ltr" || dir == "rtl")
    add(attributes, Attr::dir, dir);
  if (info.element == Element::span) add(attributes, Attr::title, element.attribute("title").value());
  if (!element.attribute(mark::kBlock)) add(attributes, Attr::role, element.attribute(mark::kRole).value());
  return attributes;
}

}  // namespace

void Lifter::inline_element(const pugi::xml_node& element, const ElementInfo& info, InlineFlow& flow) {
  switch (info.element) {
    case Element::link:
      return link(element, flow);
    case Element::image:
      return image(element, flow);
    case Element::picture: {
      // <source> is for other screens: the img is what all can show.
      if (const pugi::xml_node img = element.child("img")) image(img, flow);
      return;
    }
    case Element::line_break:
      return flow.line_break();
    case Element::math:
      return math(element, flow);
    case Element::svg:
      return svg(element, flow);
    case Element::unknown:
      if (holds_block(element)) {
        flow.block_edge();
        if (flow.inlines_only() || too_deep(flow.container()))
          children(element, flow);
        else
          unknown(element, flow);
        return flow.block_edge();
      }
      break;
    default:
      break;
  }
  // The raised frame of a reference goes: a note is raised by itself.
  if (info.kind == NodeKind::superscript && notes_.is_reference(element.child("a")) &&
      !element.child("a").next_sibling())
    return children(element, flow);
  // What carries nothing of its own leaves no node; CSS words do (font-weight on a span is strong).
  std::size_t opened = 0;
  const auto open = [&](NodeKind kind, Attributes attributes = {}) {
    flow.open(kind, std::move(attributes), span_of(element));
    ++opened;
  };
  const bool has_attributes = static_cast<bool>(element.first_attribute());
  Attributes attributes = has_attributes ? inline_attributes(element, info) : Attributes{};
  if (std::string_view(element.name()) == "mark") add(attributes, Attr::class_name, "mark");
  if (const std::string_view id = element.attribute("id").value(); !id.empty()) flow.anchor(id);

  if (info.element == Element::inline_markup)
    open(info.kind, std::move(attributes));
  else if (info.element == Element::ruby_text && flow.innermost() == NodeKind::ruby)
    open(NodeKind::ruby_text, std::move(attributes));
  else if (info.element == Element::unknown) {
    if (counts_.unknown++ == 0) counts_.first_unknown = span_of(element);
    add(attributes, Attr::tag, element.name());
    open(NodeKind::unknown_inline, std::move(attributes));
  } else if (!attributes.empty()) {
    open(NodeKind::span, std::move(attributes));
  }
  if (const std::string_view words = element.attribute(mark::kStyle).value(); !words.empty()) {
    static constexpr std::pair<std::string_view, NodeKind> kStyles[] = {
        {"bold", NodeKind::strong},   {"italic", NodeKind::emphasis}, {"underline", NodeKind::underline},
        {"strike", NodeKind::strike}, {"sub", NodeKind::subscript},   {"super", NodeKind::superscript}};
    for (const auto& [word, kind] : kStyles)
      if (words.find(word) != std::string_view::npos && info.kind != kind) open(kind);
  }
  children(element, flow);
  for (; opened > 0; --opened) flow.close();
}

void Lifter::link(const pugi::xml_node& element, InlineFlow& flow) {
  std::string_view id = element.attribute("id").value();
  if (id.empty()) id = element.attribute("name").value();
  if (!id.empty()) flow.anchor(id);
  const std::string_view href = element.attribute("href").value();
  if (open_note_ != nullptr && notes_.is_way_back(element)) return;
  if (!in_furniture_ && note(element, flow)) return;
  if (href.empty()) return children(element, flow);
  Attributes attributes;
  add(attributes, Attr::href, href);
  add(attributes, Attr::title, element.attribute("title").value());
  add(attributes, Attr::lang, language_tag(element.attribute("lang").value()));
  flow.open(NodeKind::link, std::move(attributes), span_of(element));
  children(element, flow);
  flow.close();
}

// A second reference to a note keeps its mark, raised: the note itself stands at the first.
bool Lifter::note(const pugi::xml_node& link, InlineFlow& flow) {
  if (!notes_.is_reference(link)) return false;
  const pugi::xml_node element = open_note_ == nullptr ? notes_.take(link) : pugi::xml_node();
  if (!element) {
    flow.open(NodeKind::superscript, {}, span_of(link));
    children(link, flow);
    flow.close();
    return true;
  }
  Node& note = document_.create(NodeKind::note);
  note.set_span(span_of(element));
  const std::string& label = notes_.mark_of(link);
  if (label != std::to_string(note_count_ + 1)) document_.set(note, Attr::label, label);
  if (!notes_.says_its_mark(element)) document_.set(note, Attr::ordered, 1);
  open_note_ = element.internal_object();
  fill(element, note);
  open_note_ = nullptr;
  if (note.empty()) return false;
  ++note_count_;
  flow.object(note);
  return true;
}

void Lifter::image(const pugi::xml_node& element, InlineFlow& flow) {
  Node* node = images_.lift(element, span_of(element));
  if (node != nullptr) flow.object(*node);
}

// Its text is the reading of the formula; the MathML is kept as it was.
void Lifter::math(const pugi::xml_node& element, InlineFlow& flow) {
  Node& node = document_.create(NodeKind::math);
  std::string markup, reading;
  XmlStringWriter writer(markup);
  element.print(writer, "", pugi::format_raw | pugi::format_no_declaration);
  for (pugi::xml_node at = element, next; at; at = next) {
    const bool annotation = std::string_view(at.name()).starts_with("annotation");
    if (at.type() == pugi::node_pcdata && !is_blank(at.value())) reading.append(trim(at.value()));
    next = annotation ? next_beside(at, element) : next_within(at, element);
  }
  document_.set(node, Attr::markup, markup);
  if (const std::string_view alt = element.attribute("alttext").value(); !alt.empty())
    document_.set(node, Attr::alt, alt);
  document_.set_text(node, reading);
  node.set_span(span_of(element));
  flow.object(node);
}

void Lifter::svg(const pugi::xml_node& element, InlineFlow& flow) {
  Node* node = images_.lift_svg(element, span_of(element));
  if (node != nullptr) flow.object(*node);
}

}  // namespace minutemill::lift
