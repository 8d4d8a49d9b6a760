#include "inline_writer.hpp"

#include <fmt/format.h>

#include <minutemill/text.hpp>

#include "escapes.hpp"
#include "xhtml/image_source.hpp"
#include "xhtml/link_target.hpp"

namespace minutemill::markdown_out {
namespace {

using xhtml::LinkTarget;

char32_t first_of(std::string_view text) {
  std::size_t at = 0;
  return text.empty() ? 0 : next_code_point(text, at);
}
char32_t last_of(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xc0) == 0x80) {
  }
  return first_of(text.substr(at));
}

// The first character that will stand behind `node` in its block; 0 at the end. What is no text counts as
// punctuation, for it begins with a sign.
char32_t character_after(const Node& node) {
  for (const Node* at = &node; at != nullptr && is_inline(at->kind()); at = at->parent())
    for (const Node* next = at->next(); next != nullptr; next = next->next()) {
      if (next->kind() == NodeKind::line_break) return 0;
      if (next->kind() != NodeKind::text) return U'*';
      if (!next->text().empty()) return first_of(next->text());
    }
  return 0;
}

}  // namespace

InlineWriter::InlineWriter(const Document& document, const Options& options, Context& context)
    : document_(document), options_(options), context_(context) {
  for (const Node* node = &document.body(); node != nullptr; node = next_in_tree(*node, document.body()))
    if (node->kind() == NodeKind::link)
      if (LinkTarget target = xhtml::read_link(node->get(Attr::href));
          target.kind == LinkTarget::Kind::fragment)
        targets_.insert(std::move(target.value));
}

std::string InlineWriter::anchor(const Node& node) const {
  const std::string_view id = node.get(Attr::id);
  if (id.empty() || !targets_.contains(std::string(id))) return {};
  return fmt::format("<a id=\"{}\"></a>", html_escaped(id));
}

std::string InlineWriter::write(const Node& parent, bool on_one_line) {
  line_.clear();
  on_one_line_ = on_one_line;
  in_heading_ = parent.kind() == NodeKind::heading;
  write_children(parent);
  std::string out;
  out.swap(line_);
  return out;
}

void InlineWriter::count(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (!is_space(next_code_point(text, i))) ++tally_.characters;
}

void InlineWriter::write_text(std::string_view text) {
  std::string safe;
  make_xml_safe(text, safe);
  append_escaped(line_, safe);
  count(safe);
}

// Recursion is bounded by Document::kMaxDepth.
void InlineWriter::write_children(const Node& parent) {
  for (const Node& child : parent.children()) write_inline(child);
}

void InlineWriter::write_inline(const Node& node) {
  if (node.kind() != NodeKind::note) line_ += anchor(node);
  switch (node.kind()) {
    case NodeKind::text:
    case NodeKind::math:
      return write_text(node.text());
    case NodeKind::line_break:
      line_ += on_one_line_ ? "<br>" : "\\\n";
      return;
    case NodeKind::emphasis:
      return write_marked(node, "*", "em");
    case NodeKind::strong:
      return in_heading_ ? write_children(node) : write_marked(node, "**", "strong");  // headings are strong
    case NodeKind::strike:
      return write_marked(node, "~~", "del");
    case NodeKind::underline:
      return write_element(node, "u");
    case NodeKind::subscript:
      return write_element(node, "sub");
    case NodeKind::superscript:
      return write_element(node, "sup");
    case NodeKind::quotation:
      return write_element(node, "q");
    case NodeKind::code:
      return write_code(node);
    case NodeKind::link:
      return write_link(node);
    case NodeKind::image:
      return write_image(node);
    case NodeKind::ruby:
      return write_ruby(node);
    case NodeKind::note:
      notes_.push_back(&node);
      line_ += fmt::format("[^{}]", notes_.size());
      return;
    default:
      return write_children(node);
  }
}

void InlineWriter::write_element(const Node& node, std::string_view element) {
  line_ += fmt::format("<{}>", element);
  write_children(node);
  line_ += fmt::format("</{}>", element);
}

void InlineWriter::write_marked(const Node& node, std::string_view delimiter, std::string_view element) {
  const std::size_t begin = line_.size();
  write_children(node);
  const std::string inside = line_.substr(begin);
  const std::string_view core = trim(inside);
  if (core.empty()) return;  // white space has no emphasis
  const auto lead = static_cast<std::size_t>(core.data() - inside.data());
  const std::string_view tail = std::string_view(inside).substr(lead + core.size());
  const std::string before = line_.substr(0, begin) + inside.substr(0, lead);
  const char32_t after = tail.empty() ? character_after(node) : first_of(tail);
  const bool touches = before.ends_with(delimiter.back()) || core.starts_with(delimiter.back()) ||
                       core.ends_with(delimiter.back());
  const bool reads = !touches && is_left_flanking(last_of(before), first_of(core)) &&
                     is_right_flanking(last_of(core), after);
  const std::string open = reads ? std::string(delimiter) : fmt::format("<{}>", element);
  const std::string close = reads ? std::string(delimiter) : fmt::format("</{}>", element);
  line_ = fmt::format("{}{}{}{}{}", before, open, core, close, tail);
}

void InlineWriter::write_code(const Node& code) {
  std::string text;
  make_xml_safe(Document::plain_text(code), text);
  for (char& c : text)
    if (c == '\n') c = ' ';
  if (text.empty()) return;
  const std::string fence = fence_for(text, 1);
  const bool padded =
      text.front() == '`' || text.back() == '`' || (text.front() == ' ' && text.back() == ' ');
  line_ += fmt::format("{0}{2}{1}{2}{0}", fence, text, padded ? " " : "");
  count(text);
}

void InlineWriter::write_link(const Node& link) {
  const LinkTarget target = xhtml::read_link(link.get(Attr::href));
  if (target.kind == LinkTarget::Kind::refused)
    context_.report(kLinkRefused, cut_utf8(link.get(Attr::href), 200), link.span());
  const bool dead = target.kind == LinkTarget::Kind::refused || target.kind == LinkTarget::Kind::none;
  if (dead || in_link_) return write_children(link);
  const std::size_t begin = line_.size();
  line_ += "[";
  in_link_ = true;
  write_children(link);
  in_link_ = false;
  if (line_.size() == begin + 1) {  // nothing to press on
    line_.resize(begin);
    return;
  }
  const std::string url = (target.kind == LinkTarget::Kind::fragment ? "#" : "") + target.value;
  const std::string_view title = link.get(Attr::title);
  line_ += fmt::format("]({}{}{})", link_destination(url), title.empty() ? "" : " ",
                       title.empty() ? "" : link_title(title));
  ++tally_.links;
}

void InlineWriter::write_image(const Node& image) {
  const std::string url =
      xhtml::image_source(document_, image, options_.embed_images ? options_.image_size.bytes : 0);
  std::string alt;
  append_escaped(alt, image.get(Attr::alt));
  if (url.empty()) {
    context_.report(kImageLeftOut, cut_utf8(image.get(Attr::alt), 200), image.span());
    line_ += alt;
    return;
  }
  const std::string_view title = image.get(Attr::title);
  line_ += fmt::format("![{}]({}{}{})", alt, link_destination(url), title.empty() ? "" : " ",
                       title.empty() ? "" : link_title(title));
  ++tally_.images;
}

void InlineWriter::write_ruby(const Node& ruby) {
  line_ += "<ruby>";
  for (const Node& child : ruby.children()) {
    if (child.kind() != NodeKind::ruby_text) {
      write_inline(child);
      continue;
    }
    line_ += "<rp>(</rp><rt>";
    write_children(child);
    line_ += "</rt><rp>)</rp>";
  }
  line_ += "</ruby>";
}

}  // namespace minutemill::markdown_out
