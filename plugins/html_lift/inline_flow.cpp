#include "inline_flow.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::lift {
namespace {

constexpr std::size_t kIndent = 1000;  // leading spaces narrower than an ideograph are no indent

// Width of a space in thousandths of an em; 0 for those that only separate words.
std::size_t width_of(char32_t c) {
  switch (c) {
    case 0x3000:
    case 0x2003:
      return 1000;
    case 0xa0:
    case 0x2002:
    case 0x2007:
      return 500;
    default:
      return 0;
  }
}

bool is_collapsible(char c) {
  return static_cast<unsigned char>(c) <= ' ' && is_ascii_space(static_cast<unsigned char>(c));
}

// Scripts in which a line's end in the source is no space between words; not Hangul.
bool is_ideographic(char32_t c) {
  return is_cjk(c) && !(c >= 0xac00 && c <= 0xd7ff) && !(c >= 0x1100 && c <= 0x11ff);
}

// Pairs of spaces, or line ends: what collapse() would change. Without an early way out, so that many bytes
// are looked at in one instruction.
bool needs_collapse(std::string_view value) {
  const auto is_break = [](char c) { return c == '\t' || c == '\n' || c == '\f' || c == '\r'; };
  unsigned char found = is_break(value.front()) ? 1 : 0;
  for (std::size_t i = 1; i < value.size(); ++i)
    found = static_cast<unsigned char>(found | (is_break(value[i]) ? 1 : 0) |
                                       ((value[i] == ' ') & (value[i - 1] == ' ') ? 1 : 0));
  return found != 0;
}

// The last character of a text that has one.
char32_t last_code_point(std::string_view text) {
  std::size_t start = text.size() - 1;
  while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xc0U) == 0x80) --start;
  return next_code_point(text, start);
}

}  // namespace

void set_all(Document& document, Node& node, const Attributes& attributes) {
  for (const Attribute& attribute : attributes) {
    if (is_number(attribute.name))
      document.set(node, attribute.name, attribute.number);
    else
      document.set(node, attribute.name, attribute.text);
  }
}

InlineFlow::InlineFlow(Document& document, const Markup& markup, Node& container, bool inlines_only)
    : document_(document), markup_(markup), container_(&container), inlines_only_(inlines_only) {
  if (inlines_only_) paragraph_ = container_;
}

void InlineFlow::open(NodeKind kind, Attributes attributes, SourceSpan span) {
  open_.push_back({kind, std::move(attributes), span, nullptr});
}

void InlineFlow::close() {
  open_.pop_back();
}

void InlineFlow::line_break() {
  trim_end();
  ++breaks_;
}

void InlineFlow::anchor(std::string_view id) {
  if (anchor_.empty()) anchor_ = id;
}

Node& InlineFlow::place() {
  if (paragraph_ == nullptr) start_paragraph();
  Node* parent = paragraph_;
  for (Open& open : open_) {
    if (open.node == nullptr) {
      open.node = &document_.create(open.kind);
      open.node->set_span(open.span);
      set_all(document_, *open.node, open.attributes);
      document_.append(*parent, *open.node);
    }
    parent = open.node;
  }
  if (!anchor_.empty()) {
    if (!paragraph_->has(Attr::id) && paragraph_->first_child() == nullptr) {
      document_.set(*paragraph_, Attr::id, anchor_);
      anchor_.clear();
    } else {
      // A place inside a paragraph: an empty span that carries the id.
      Node& target = document_.append_new(*parent, NodeKind::span);
      document_.set(target, Attr::id, anchor_);
      anchor_.clear();
    }
  }
  return *parent;
}

void InlineFlow::start_paragraph() {
  paragraph_ = &document_.append_new(*container_, style.kind);
  const auto set = [&](Attr attr, std::string_view value) {
    if (!value.empty()) document_.set(*paragraph_, attr, value);
  };
  set(Attr::align, style.align);
  set(Attr::lang, style.lang);
  set(Attr::dir, style.dir);
  set(Attr::role, style.role);
  if (style.kind == NodeKind::heading) document_.set(*paragraph_, Attr::level, style.level);
  // An id of a block around is the first paragraph's.
  if (style.id.data() != used_id_) set(Attr::id, style.id);
  used_id_ = style.id.data();
  // Spaces that are there for the indent speak before the style, so that it never counts twice.
  const auto indent = lead_ >= kIndent  ? static_cast<std::int64_t>(lead_)
                      : first_in_block_ ? style.indent
                                        : 0;
  if (indent != 0 && style.kind == NodeKind::paragraph) document_.set(*paragraph_, Attr::indent, indent);
  if (style.block_indent != 0 && style.kind == NodeKind::paragraph)
    document_.set(*paragraph_, Attr::block_indent, style.block_indent);
  first_in_block_ = false;
}

void InlineFlow::object(Node& node) {
  settle_breaks(0);
  Node& parent = place();
  document_.append(parent, node);
  last_text_ = nullptr;
  last_char_ = 0xfffc;
  space_ = false;
  lead_ = 0;
}

// Consumes spaces at the start of a paragraph or line. True when something is left.
bool InlineFlow::take_lead(std::string_view& value) {
  while (!value.empty()) {
    std::size_t next = 0;
    const char32_t c = next_code_point(value, next);
    if (!is_space(c)) return true;
    // A plain space beside wide ones is one of "&nbsp; &nbsp;".
    lead_ += lead_ > 0 && c == ' ' ? 250 : width_of(c);
    value.remove_prefix(next);
  }
  return false;
}

// Line breaks before the next character: one is a line break, two end the paragraph, as does one before an
// indent.
void InlineFlow::settle_breaks(std::size_t lead) {
  if (breaks_ == 0) return;
  const std::size_t count = breaks_;
  breaks_ = 0;
  if (last_char_ == 0) return;
  if (!inlines_only_ && (count >= 2 || lead >= kIndent * 2 - 250)) {
    const std::size_t kept = lead_;
    end_paragraph();
    lead_ = kept;
    return;
  }
  Node& parent = place();
  for (std::size_t i = 0; i < std::min<std::size_t>(count, 2); ++i)
    document_.append_new(parent, NodeKind::line_break);
  last_text_ = nullptr;
  space_ = false;
  last_char_ = '\n';
}

void InlineFlow::text(const pugi::xml_node& node, std::size_t skip) {
  std::string_view value = std::string_view(node.value()).substr(skip);
  const bool at_line_start = last_char_ == 0 || breaks_ > 0;
  if (at_line_start) {
    if (last_char_ != 0 && breaks_ > 0 && value.empty()) return;
    if (!take_lead(value)) return;
    settle_breaks(lead_);
  }
  if (!value.empty()) add_text(node, value);
  lead_ = 0;
}

bool InlineFlow::joins_ideographs(char32_t next) const noexcept {
  return is_ideographic(last_char_) && is_ideographic(next);
}

// White space runs become one space; those with a line end between ideographs become nothing.
void InlineFlow::collapse(std::string_view value, std::string& out) {
  out.clear();
  char32_t last = last_char_;
  bool pending = false, newline = false;
  for (std::size_t i = 0; i < value.size();) {
    if (is_collapsible(value[i])) {
      pending = true;
      newline = newline || value[i] == '\n' || value[i] == '\r';
      ++i;
      continue;
    }
    // A stretch without white space: only its ends meet others.
    std::size_t end = i + 1;
    while (end < value.size() && !is_collapsible(value[end])) ++end;
    const std::string_view stretch = value.substr(i, end - i);
    i = end;
    std::size_t first = 0;
    const bool line_end = newline && is_ideographic(last) && is_ideographic(next_code_point(stretch, first));
    const bool doubled = out.empty() && space_;
    if (pending && !line_end && !doubled && last != 0 && last != '\n') out.push_back(' ');
    pending = newline = false;
    out.append(stretch);
    last = last_code_point(stretch);
  }
  if (pending && last != 0 && !(out.empty() && space_)) {
    out.push_back(' ');
    space_had_newline_ = newline;
  }
}

void InlineFlow::add_text(const pugi::xml_node& node, std::string_view value) {
  const bool begins_with_space = is_collapsible(value.front());
  if (space_ && !begins_with_space && space_had_newline_) {
    std::size_t at = 0;
    if (joins_ideographs(next_code_point(value, at))) trim_end();
  }
  if (needs_collapse(value) || begins_with_space) {
    collapse(value, buffer_);
    value = buffer_;
    if (value.empty()) return;
  } else {
    space_had_newline_ = false;
  }
  SourceSpan span;
  const std::vector<SpanRun> runs = markup_.align(value, markup_.position(node), span);
  Node& parent = place();
  Node& text = document_.create_text(value, span);
  if (!runs.empty()) document_.set_runs(text, runs);
  document_.append(parent, text);
  space_ = value.back() == ' ';
  last_text_ = &text;
  // The last character that is no collapsed space.
  if (space_) value.remove_suffix(1);
  if (!value.empty()) last_char_ = last_code_point(value);
}

// Takes back spaces at the end of what was written last.
void InlineFlow::trim_end() {
  space_ = false;
  if (last_text_ == nullptr) return;
  const std::string_view value = last_text_->text(), kept = trim(value);
  if (kept.empty()) {
    document_.detach(*last_text_);
  } else {
    const std::size_t end = static_cast<std::size_t>(kept.data() - value.data()) + kept.size();
    if (end < value.size()) document_.detach(document_.split_text(*last_text_, end));
  }
  last_text_ = nullptr;
}

// The bytes from the first to the last character of the paragraph.
void InlineFlow::span_paragraph() {
  SourceSpan whole;
  for (const Node* at = paragraph_->first_child(); at != nullptr; at = next_in_tree(*at, *paragraph_)) {
    if (at->kind() != NodeKind::text || !at->span().known()) continue;
    whole.begin = std::min(whole.begin, at->span().begin);
    whole.end = whole.end == SourceSpan::kNone ? at->span().end : std::max(whole.end, at->span().end);
  }
  paragraph_->set_span(whole);
}

void InlineFlow::finish() {
  if (!inlines_only_) return end_paragraph();
  trim_end();
  span_paragraph();
}

void InlineFlow::end_paragraph() {
  if (inlines_only_) return;
  trim_end();
  if (paragraph_ != nullptr) span_paragraph();
  paragraph_ = nullptr;
  for (Open& open : open_) open.node = nullptr;
  last_char_ = 0;
  lead_ = 0;
  breaks_ = 0;
}

void InlineFlow::block_edge() {
  if (!inlines_only_) {
    end_paragraph();
    first_in_block_ = true;
  } else if (last_char_ != 0 && breaks_ == 0) {
    line_break();
  }
}

}  // namespace minutemill::lift
