// Builds paragraphs from text and inline elements as they come: white space collapsed, indents taken from
// leading spaces, two line breaks in a row taken for a paragraph's end, no space left between ideographs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/markup.hpp>

namespace minutemill::lift {

struct Attribute {
  Attr name;
  std::string text;
  std::int64_t number = 0;
};
using Attributes = std::vector<Attribute>;
void set_all(Document& document, Node& node, const Attributes& attributes);

// What the blocks around say about the paragraphs in them.
struct BlockStyle {
  NodeKind kind = NodeKind::paragraph;  // or heading, caption, definition_term
  std::int64_t level = 0;               // of a heading
  std::string_view align, lang, dir, role, id;
  std::int64_t indent = 0, block_indent = 0;
};

class InlineFlow {
 public:
  // Paragraphs go into `container`. With `inlines_only`, the container itself (a heading, a caption) holds
  // the inlines.
  InlineFlow(Document& document, const Markup& markup, Node& container, bool inlines_only = false);
  InlineFlow(const InlineFlow&) = delete;
  InlineFlow& operator=(const InlineFlow&) = delete;

  [[nodiscard]] Node& container() noexcept { return *container_; }
  [[nodiscard]] bool inlines_only() const noexcept { return inlines_only_; }
  BlockStyle style;  // of the next paragraph

  // The characters of a text node behind the first `skip` bytes.
  void text(const pugi::xml_node& node, std::size_t skip = 0);
  void open(NodeKind kind, Attributes attributes, SourceSpan span);
  void close();
  // The kind opened last; unknown_inline when nothing is open.
  [[nodiscard]] NodeKind innermost() const noexcept {
    return open_.empty() ? NodeKind::unknown_inline : open_.back().kind;
  }
  void line_break();
  // An image, a formula, a note: something to see that is no text.
  void object(Node& node);
  // Ends the paragraph; what is open is opened again in the next one.
  void end_paragraph();
  // Ends the paragraph where a block begins or ends; inside a heading or caption, only keeps the words apart.
  void block_edge();
  // At the end of the container.
  void finish();
  // An id for the next thing that comes.
  void anchor(std::string_view id);

 private:
  struct Open {
    NodeKind kind;
    Attributes attributes;
    SourceSpan span;
    Node* node;  // null until something is in it, or after a paragraph's end
  };

  Node& place();  // where the next inline goes
  void start_paragraph();
  void settle_breaks(std::size_t lead);
  bool take_lead(std::string_view& value);
  void add_text(const pugi::xml_node& node, std::string_view value);
  void collapse(std::string_view value, std::string& out);
  void trim_end();
  void span_paragraph();
  [[nodiscard]] bool joins_ideographs(char32_t next) const noexcept;

  Document& document_;
  const Markup& markup_;
  Node* container_;
  bool inlines_only_;
  Node* paragraph_ = nullptr;
  std::vector<Open> open_;
  Node* last_text_ = nullptr;  // ends with a space that may have to go
  char32_t last_char_ = 0;     // last one written in this paragraph; 0 at its start or after an object
  bool space_ = false;         // last_text_ ends with a collapsed space
  bool space_had_newline_ = false;
  std::size_t lead_ = 0;           // thousandths of an em of spaces before the paragraph's first character
  std::size_t breaks_ = 0;         // line breaks since the last character
  bool first_in_block_ = true;     // later paragraphs of a block have no first-line indent of its style
  const char* used_id_ = nullptr;  // of the style, given out already
  std::string anchor_;
  std::string buffer_;
};

}  // namespace minutemill::lift
