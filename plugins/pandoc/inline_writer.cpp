// Inlines.
#include "pandoc/vocabulary.hpp"
#include "pandoc/writing.hpp"

#include <minutemill/base64.hpp>

namespace minutemill::pandoc {
namespace {

const Resource* resource_of(const Node& image, const Document& document) {
  const std::int64_t index = image.number(Attr::resource, -1);
  if (index < 0 || static_cast<std::size_t>(index) >= document.resources().size()) return nullptr;
  return &document.resources()[static_cast<std::size_t>(index)];
}

}  // namespace

void Writer::inlines(const Node& parent) {
  json_.begin_list();
  for (const Node& node : parent.children()) inline_node(node);
  json_.end_list();
}

void Writer::inline_node(const Node& node) {
  if (++nodes_ % 1024 == 0) context_.check_time();
  if (const std::string_view name = mark_name(node.kind()); !name.empty()) return mark(node, name);
  switch (node.kind()) {
    case NodeKind::text:
      return wrapped(node, {}, "Span", [&] { words(node.text()); });
    case NodeKind::line_break:
      return wrapped(node, {}, "Span", [&] { element("LineBreak"); });
    case NodeKind::quotation:
      return wrapped(node, {}, "Span", [&] {
        begin("Quoted");
        json_.begin_list();
        element("DoubleQuote");
        inlines(node);
        json_.end_list();
        end();
      });
    case NodeKind::note:
      return wrapped(node, {}, "Span", [&] {
        begin("Note");
        blocks(node);
        end();
      });
    case NodeKind::code:
      return code(node);
    case NodeKind::math:
      return math(node);
    case NodeKind::link:
      return link(node);
    case NodeKind::image:
      return image(node, nullptr, {});
    default:
      return span(node);
  }
}

// Space (U+0020) is an element of its own; every other character is part of a word.
void Writer::words(std::string_view text) {
  for (std::size_t begin_at = 0; begin_at < text.size();) {
    const std::size_t end_at = std::min(text.find(' ', begin_at), text.size());
    if (end_at > begin_at) {
      begin("Str");
      json_.text(text.substr(begin_at, end_at - begin_at));
      end();
    }
    if (end_at < text.size()) element("Space");
    begin_at = end_at + 1;
  }
}

void Writer::mark(const Node& node, std::string_view name) {
  wrapped(node, {}, "Span", [&] {
    begin(name);
    inlines(node);
    end();
  });
}

void Writer::code(const Node& node) {
  const Attributes found = attributes(node, {});
  begin("Code");
  json_.begin_list();
  attr(found);
  json_.text(code_text(node)).end_list();
  end();
}

// TeX that pandoc gave goes back to it; MathML stays with its reading.
void Writer::math(const Node& node) {
  const std::string_view form = node.get(Attr::class_name);
  if (form != "tex inline" && form != "tex display") return span(node);
  wrapped(node, {Attr::class_name}, "Span", [&] {
    begin("Math");
    json_.begin_list();
    element(form == "tex inline" ? "InlineMath" : "DisplayMath");
    json_.text(node.text()).end_list();
    end();
  });
}

// span, unknown_inline, ruby, ruby_text, math: a Span that stands for the node itself.
void Writer::span(const Node& node) {
  Attributes found = attributes(node, {});
  const bool is_small_caps = node.kind() == NodeKind::span && found.pairs.empty() && found.id.empty() &&
                             found.classes == std::vector<std::string>{"smallcaps"};
  if (is_small_caps) {
    begin("SmallCaps");
    inlines(node);
    return end();
  }
  name_kind(node, found);
  begin("Span");
  json_.begin_list();
  attr(found);
  json_.begin_list();
  words(node.text());
  for (const Node& child : node.children()) inline_node(child);
  json_.end_list().end_list();
  end();
}

void Writer::link(const Node& node) {
  const Attributes found = attributes(node, {Attr::href, Attr::title});
  begin("Link");
  json_.begin_list();
  attr(found);
  inlines(node);
  json_.begin_list().text(node.get(Attr::href)).text(node.get(Attr::title)).end_list().end_list();
  end();
}

std::string Writer::image_address(const Node& node, Attributes& attributes) {
  const Resource* resource = resource_of(node, document_);
  const std::string_view href = node.get(Attr::href);
  if (resource == nullptr || options_.images == Images::left_out) {
    const std::string name = resource != nullptr ? resource->name : std::string();
    if (href.empty() && name.empty()) {
      ++losses_.images;
      ++losses_.tally.images;
    }
    return href.empty() ? name : std::string(href);
  }
  if (node.has(Attr::href) && options_.attributes) attributes.pairs.emplace_back("mm-href", href);
  if (options_.images == Images::referenced) return "resource:" + std::to_string(node.number(Attr::resource));
  if (options_.attributes && !resource->name.empty()) attributes.pairs.emplace_back(kNameKey, resource->name);
  if (options_.attributes && resource->width != 0)
    attributes.pairs.emplace_back(kPixelsKey,
                                  std::to_string(resource->width) + "x" + std::to_string(resource->height));
  std::string address = "data:" + resource->media_type + ";base64,";
  append_base64(address, resource->bytes);
  return address;
}

// An image in a figure has the caption where others have their alternative text, which then is a pair.
void Writer::image(const Node& node, const Node* caption, std::string_view title_prefix) {
  AttrSet taken{Attr::href, Attr::title, Attr::resource, Attr::width, Attr::height};
  const std::string_view alt = node.get(Attr::alt);
  if (caption == nullptr && !(node.has(Attr::alt) && alt.empty())) taken.add(Attr::alt);
  Attributes found = attributes(node, taken);
  for (const Attr size : {Attr::width, Attr::height})
    if (node.has(size)) found.pairs.emplace_back(to_string(size), std::to_string(node.number(size)));
  const std::string address = image_address(node, found);
  begin("Image");
  json_.begin_list();
  attr(found);
  json_.begin_list();
  if (caption == nullptr)
    words(alt);
  else
    for (const Node& child : caption->children()) inline_node(child);
  json_.end_list();
  json_.begin_list().text(address).text(std::string(title_prefix).append(node.get(Attr::title)));
  json_.end_list().end_list();
  end();
}

}  // namespace minutemill::pandoc
