// Inlines of AknWriter.
#include <string>

#include <fmt/format.h>

#include <minutemill/text.hpp>

#include "akn_writer.hpp"
#include "xhtml/image_source.hpp"
#include "xhtml/link_target.hpp"

namespace minutemill::akn {

void AknWriter::write_text(std::string_view text) {
  out_.text(text);
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (!is_space(c) && is_xml_char(c)) ++tally_.characters;
  }
}

void AknWriter::write_inlines(const Node& parent, const std::string& around) {
  for (const Node& child : parent.children()) write_inline(child, around);
}

void AknWriter::write_element(const Node& node, std::string_view element, std::string_view class_name,
                              const std::string& around) {
  out_.open(element);
  write_common(node, class_name);
  write_inlines(node, around);
  out_.close(element);
}

void AknWriter::write_inline(const Node& node, const std::string& around) {
  switch (node.kind()) {
    case NodeKind::text:
      return write_text(node.text());
    case NodeKind::math:
      context_.report(kMathAsText, cut_utf8(node.text(), 80), node.span());
      return write_text(node.text());
    case NodeKind::line_break:
      out_.empty("eol");
      return;
    case NodeKind::emphasis:
      return write_element(node, "i", {}, around);
    case NodeKind::strong:
      return write_element(node, "b", {}, around);
    case NodeKind::underline:
      return write_element(node, "u", {}, around);
    case NodeKind::subscript:
      return write_element(node, "sub", {}, around);
    case NodeKind::superscript:
      return write_element(node, "sup", {}, around);
    case NodeKind::link:
      return write_link(node, around);
    case NodeKind::image:
      return write_image(node);
    case NodeKind::note:
      return write_note(node, around);
    case NodeKind::strike:
    case NodeKind::code:
    case NodeKind::quotation:
    case NodeKind::ruby:
    case NodeKind::ruby_text:
      return write_element(node, "span", to_string(node.kind()), around);
    default:
      return write_element(node, "span", node.get(Attr::role), around);
  }
}

void AknWriter::write_link(const Node& link, const std::string& around) {
  using Kind = xhtml::LinkTarget::Kind;
  const xhtml::LinkTarget target = xhtml::read_link(link.get(Attr::href));
  std::string href;
  if (target.kind == Kind::external || target.kind == Kind::relative) href = target.value;
  if (target.kind == Kind::fragment)
    if (const std::string_view id = ids_.target(target.value); !id.empty()) href = fmt::format("#{}", id);
  if (href.empty() || in_link_) {
    if (target.kind != Kind::none)
      context_.report(kLinkPlain, cut_utf8(link.get(Attr::href), 200), link.span());
    return write_element(link, "span", {}, around);
  }
  out_.open("a").attribute("href", href);
  write_common(link);
  out_.optional_attribute("title", link.get(Attr::title));
  in_link_ = true;
  write_inlines(link, around);
  in_link_ = false;
  out_.close("a");
  ++tally_.links;
}

void AknWriter::write_image(const Node& image) {
  const std::string source =
      xhtml::image_source(document_, image, options_.embed_images ? options_.image_size.bytes : 0);
  if (source.empty()) {
    context_.report(kImageLeftOut, cut_utf8(image.get(Attr::alt), 200), image.span());
    out_.open("span").attribute("class", "image-missing").text(image.get(Attr::alt)).close("span");
    return;
  }
  out_.open("img");
  write_common(image);
  out_.attribute("src", source).attribute("alt", image.get(Attr::alt));
  for (const auto& [attr, name] : {std::pair{Attr::width, "width"}, std::pair{Attr::height, "height"}})
    if (const std::int64_t pixels = image.number(attr); pixels > 0) out_.attribute(name, pixels);
  out_.close_empty();
  ++tally_.images;
}

void AknWriter::write_note(const Node& note, const std::string& around) {
  const std::string id = ids_.of(note, around, "authorialNote");
  out_.open("authorialNote").attribute("eId", id).attribute("marker", std::to_string(++notes_));
  out_.attribute("placement", "bottom");
  const bool in_link = std::exchange(in_link_, false);
  write_some_blocks(note, id);
  in_link_ = in_link;
  out_.close("authorialNote");
  ++tally_.notes;
}

}  // namespace minutemill::akn
