// Inlines of FlowWriter.
#include "flow_writer.hpp"
#include "math.hpp"

namespace minutemill::xhtml {

void FlowWriter::write_text(std::string_view text) {
  const std::uint64_t left_out = out_.left_out();
  out_.text(text);
  tally_.characters += count_characters(text) - (out_.left_out() - left_out);
}

void FlowWriter::write_inlines(const Node& parent) {
  for (const Node& child : parent.children()) write_inline(child);
}

void FlowWriter::write_wrapped(const Node& node, std::string_view element) {
  out_.open(element);
  write_common(node);
  write_inlines(node);
  out_.close(element);
}

void FlowWriter::write_inline(const Node& node) {
  switch (node.kind()) {
    case NodeKind::text:
      if (node.attributes() == nullptr) return write_text(node.text());
      out_.open("span");
      write_common(node);
      write_text(node.text());
      out_.close("span");
      return;
    case NodeKind::emphasis:
      return write_wrapped(node, "em");
    case NodeKind::strong:
      return write_wrapped(node, "strong");
    case NodeKind::underline:
      return write_wrapped(node, "u");
    case NodeKind::strike:
      return write_wrapped(node, "s");
    case NodeKind::subscript:
      return write_wrapped(node, "sub");
    case NodeKind::superscript:
      return write_wrapped(node, "sup");
    case NodeKind::code:
      return write_wrapped(node, "code");
    case NodeKind::quotation:
      return write_wrapped(node, "q");
    case NodeKind::link:
      return write_link(node);
    case NodeKind::image:
      return write_image(node);
    case NodeKind::ruby:
      return write_ruby(node);
    case NodeKind::note:
      return write_note_reference(node);
    case NodeKind::math:
      return write_math(node);
    case NodeKind::line_break:
      out_.empty("br");
      return;
    case NodeKind::unknown_inline:
      host_.unknown(node);
      return write_wrapped(node, "span");
    default:
      return write_wrapped(node, "span");
  }
}

void FlowWriter::write_link(const Node& link) {
  const std::string href = in_link_ ? std::string() : host_.link(link);
  if (href.empty()) {
    write_wrapped(link, "span");
    return;
  }
  out_.open("a");
  write_common(link);
  out_.attribute("href", href).optional_attribute("title", link.get(Attr::title));
  in_link_ = true;
  write_inlines(link);
  in_link_ = false;
  out_.close("a");
  ++tally_.links;
  std::vector<const Node*> notes;
  notes.swap(held_back_);
  for (const Node* note : notes) write_note_reference(*note);
}

void FlowWriter::write_image(const Node& image) {
  const std::string source = host_.image(image);
  const std::string_view alt = image.get(Attr::alt);
  if (source.empty()) {
    if (alt.empty()) return;
    out_.open("span");
    write_common(image, "image-missing");
    out_.text(alt).close("span");
    return;
  }
  out_.open("img");
  write_common(image);
  out_.attribute("src", source).attribute("alt", alt).optional_attribute("title", image.get(Attr::title));
  for (const auto& [attr, name] : {std::pair{Attr::width, "width"}, std::pair{Attr::height, "height"}})
    if (const std::int64_t pixels = image.number(attr); pixels > 0 && pixels < 100000)
      out_.attribute(name, pixels);
  out_.close_empty();
  ++tally_.images;
}

// HTML wants base and reading in pairs and no ruby within ruby.
void FlowWriter::write_ruby(const Node& ruby) {
  const Node* last_reading = ruby.last_child();
  while (last_reading != nullptr && last_reading->kind() != NodeKind::ruby_text)
    last_reading = last_reading->previous();
  if (in_ruby_ || last_reading == nullptr) {
    write_wrapped(ruby, "span");
    return;
  }
  in_ruby_ = true;
  out_.open("ruby");
  write_common(ruby);
  const Node* at = ruby.first_child();
  for (; at != last_reading->next(); at = at->next()) {
    if (at->kind() == NodeKind::ruby_text)
      write_wrapped(*at, "rt");
    else
      write_inline(*at);
  }
  out_.close("ruby");
  in_ruby_ = false;
  for (; at != nullptr; at = at->next()) write_inline(*at);
}

void FlowWriter::write_note_reference(const Node& note) {
  if (in_link_) {
    held_back_.push_back(&note);
    return;
  }
  const std::string id(anchors_.id_of(note));
  out_.open("a")
      .attribute("class", "note-ref")
      .attribute("id", "ref-" + id)
      .attribute("href", host_.file_of_note(note) + "#" + id);
  epub_type("noteref");
  out_.attribute("role", "doc-noteref").text(mark_of(note)).close("a");
  notes_.push_back(&note);
}

void FlowWriter::write_math(const Node& math) {
  if (const auto xml = safe_math(math.get(Attr::markup), math.text())) {
    out_.raw(*xml);
    has_math_ = true;
    std::string reading;
    make_xml_safe(math.text(), reading);
    tally_.characters += count_characters(reading);
    return;
  }
  out_.open("span");
  write_common(math, "math");
  write_text(math.text());
  out_.close("span");
}

}  // namespace minutemill::xhtml
