// The document: a typed tree of blocks and inlines in an arena, with a record of metadata, annotations and
// resources. docs/document-model.md describes every kind and attribute.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/metadata.hpp>
#include <minutemill/report.hpp>

namespace minutemill {

enum class NodeKind : std::uint8_t {
  // roots and blocks that hold blocks
  body,        // what a reader came for
  furniture,   // navigation, share bars, page headers: kept, marked with the rule that moved it, not exported
  section,     // a heading (its first child, if any) and blocks; attributes role, agenda, generated
  list,        // list_item children; attributes ordered, start, number_style, reversed
  list_item,   // blocks; attribute number when the item sets it
  table,       // an optional caption, then table_row children
  table_row,   // table_cell children; attribute row_group = head | body | foot
  table_cell,  // blocks; attributes row_span, column_span, header, scope
  figure,      // blocks and an optional caption
  caption,     // inlines; first or last child of a table or figure
  quote,       // blocks
  definition_list,  // definition_term and definition children
  definition,       // blocks
  note,             // an inline whose children are blocks: a footnote, where it is referred to
  unknown_block,    // markup that no kind fits; attribute tag; blocks
  // blocks that hold inlines
  heading,    // attribute level 1..6
  paragraph,  // attributes align, indent, block_indent
  definition_term,
  code_block,  // text children with line ends; attribute code_language
  // blocks with no children
  rule,
  // inlines that hold inlines
  emphasis,
  strong,
  underline,
  strike,
  subscript,
  superscript,
  code,
  link,       // attributes href (absolute, relative or "#id"), title
  quotation,  // an inline quotation; its marks are not in the text
  ruby,       // inlines and ruby_text children
  ruby_text,
  span,            // no meaning of its own, only attributes (lang, dir, role, class_name)
  unknown_inline,  // attribute tag
  // inlines with no children
  text,
  image,  // attributes resource or href, alt, title, width, height
  line_break,
  math,  // its text is the reading; attribute markup holds the MathML
};
[[nodiscard]] MINUTEMILL_API std::string_view to_string(NodeKind kind) noexcept;
[[nodiscard]] MINUTEMILL_API bool from_string(std::string_view name, NodeKind& kind) noexcept;

[[nodiscard]] constexpr bool is_inline(NodeKind k) noexcept {
  return k >= NodeKind::emphasis || k == NodeKind::note;
}
[[nodiscard]] constexpr bool is_block(NodeKind k) noexcept {
  return !is_inline(k);
}
[[nodiscard]] constexpr bool holds_inlines(NodeKind k) noexcept {
  return k == NodeKind::caption || (k >= NodeKind::heading && k <= NodeKind::code_block) ||
         (k >= NodeKind::emphasis && k <= NodeKind::unknown_inline);
}
[[nodiscard]] constexpr bool holds_blocks(NodeKind k) noexcept {
  return k <= NodeKind::unknown_block && k != NodeKind::caption;
}

// Attributes. A value is text or a whole number, as the comment says.
enum class Attr : std::uint8_t {
  id,    // text: unique in the document, as found in the input
  role,  // text: title, subtitle, byline, date, signature, preamble, closing, attendance, agenda_item, ...
  class_name,     // text
  lang,           // text: BCP 47
  dir,            // text: ltr | rtl
  align,          // text: left | center | right | justify
  indent,         // number: first line, thousandths of an em, may be negative
  block_indent,   // number: whole block, thousandths of an em
  level,          // number: heading 1..6
  ordered,        // number: 1 for a numbered list; for a note that only a list numbers
  start,          // number: first number of a list
  number,         // number: of a list item
  number_style,   // text: decimal | lower-alpha | upper-alpha | lower-roman | upper-roman | cjk | disc |
                  // circle | square | none
  reversed,       // number: 1
  row_group,      // text: head | body | foot
  row_span,       // number >= 1
  column_span,    // number >= 1
  header,         // number: 1 for a header cell
  scope,          // text: row | col | rowgroup | colgroup
  width,          // number: image or column, CSS pixels
  height,         // number: CSS pixels
  href,           // text
  title,          // text: advisory text of a link or image
  alt,            // text
  resource,       // number: index into Document::resources()
  code_language,  // text
  tag,            // text: the element an unknown node came from
  markup,         // text: source markup of math
  rule,           // text: the cleaning rule that marked furniture, or that made a generated node
  agenda,         // number: index into metadata agenda, from 0
  generated,      // number: 1 when the text is not in the source
  label,          // text: what the page shows for a note ("[1]", "*"), when that is not the number it has
                  // among the document's notes
};
[[nodiscard]] MINUTEMILL_API std::string_view to_string(Attr attr) noexcept;
[[nodiscard]] MINUTEMILL_API bool from_string(std::string_view name, Attr& attr) noexcept;
[[nodiscard]] MINUTEMILL_API bool is_number(Attr attr) noexcept;

class Document;

// How positions in a text node map to the input's bytes: runs in which every `text_unit` bytes of text came
// from `source_unit` bytes of input (3 and 2 for Chinese from GB18030; 2 and 6 for U+00A0 from "&nbsp;").
struct SpanRun {
  std::uint32_t text = 0;    // offset in the text node
  std::uint32_t source = 0;  // offset in the input
  std::uint8_t text_unit = 1;
  std::uint8_t source_unit = 1;
};

class MINUTEMILL_API Node {
 public:
  template <class N>
  class Children;

  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  [[nodiscard]] NodeKind kind() const noexcept { return kind_; }
  // Unique in the document and never reused, counted from 1 in the order of creation.
  [[nodiscard]] std::uint32_t uid() const noexcept { return uid_; }
  // text, math: the characters. Everything else: empty.
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  // Bytes of the input that the node came from.
  [[nodiscard]] SourceSpan span() const noexcept { return span_; }
  void set_span(SourceSpan span) noexcept { span_ = span; }

  [[nodiscard]] Node* parent() noexcept { return parent_; }
  [[nodiscard]] const Node* parent() const noexcept { return parent_; }
  [[nodiscard]] Node* first_child() noexcept { return first_; }
  [[nodiscard]] const Node* first_child() const noexcept { return first_; }
  [[nodiscard]] Node* last_child() noexcept { return last_; }
  [[nodiscard]] const Node* last_child() const noexcept { return last_; }
  [[nodiscard]] Node* previous() noexcept { return previous_; }
  [[nodiscard]] const Node* previous() const noexcept { return previous_; }
  [[nodiscard]] Node* next() noexcept { return next_; }
  [[nodiscard]] const Node* next() const noexcept { return next_; }
  [[nodiscard]] bool empty() const noexcept { return first_ == nullptr; }
  // for (Node& child : node.children()); the child may be detached inside the loop.
  [[nodiscard]] Children<Node> children() noexcept;
  [[nodiscard]] Children<const Node> children() const noexcept;

  [[nodiscard]] bool has(Attr attr) const noexcept { return find(attr) != nullptr; }
  [[nodiscard]] std::string_view get(Attr attr) const noexcept;  // text attribute, empty when absent
  [[nodiscard]] std::int64_t number(Attr attr, std::int64_t absent = 0) const noexcept;
  // for (const Node::Attribute* a = node.attributes(); a; a = a->next)
  struct Attribute {
    Attr name;
    std::string_view text;
    std::int64_t number = 0;
    Attribute* next = nullptr;
  };
  [[nodiscard]] const Attribute* attributes() const noexcept { return attributes_; }

 private:
  friend class Document;
  friend class SnapshotReader;  // gives nodes the uids of the file
  Node(NodeKind kind, std::uint32_t uid) noexcept : kind_(kind), uid_(uid) {}
  [[nodiscard]] const Attribute* find(Attr attr) const noexcept;

  NodeKind kind_;
  std::uint32_t run_count_ = 0;
  std::uint32_t uid_;
  SourceSpan span_;
  std::string_view text_;
  const SpanRun* runs_ = nullptr;
  Node* parent_ = nullptr;
  Node* first_ = nullptr;
  Node* last_ = nullptr;
  Node* previous_ = nullptr;
  Node* next_ = nullptr;
  Attribute* attributes_ = nullptr;
};

template <class N>
class Node::Children {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = N;
    using difference_type = std::ptrdiff_t;
    using pointer = N*;
    using reference = N&;
    Iterator() = default;
    explicit Iterator(N* node) noexcept : node_(node), next_(node ? node->next() : nullptr) {}
    reference operator*() const noexcept { return *node_; }
    pointer operator->() const noexcept { return node_; }
    Iterator& operator++() noexcept {
      *this = Iterator(next_);
      return *this;
    }
    Iterator operator++(int) noexcept {
      Iterator old = *this;
      ++*this;
      return old;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) noexcept { return a.node_ == b.node_; }

   private:
    N* node_ = nullptr;
    N* next_ = nullptr;
  };
  explicit Children(N* first) noexcept : first_(first) {}
  [[nodiscard]] Iterator begin() const noexcept { return Iterator(first_); }
  [[nodiscard]] Iterator end() const noexcept { return Iterator(); }

 private:
  N* first_;
};
inline Node::Children<Node> Node::children() noexcept {
  return Children<Node>(first_);
}
inline Node::Children<const Node> Node::children() const noexcept {
  return Children<const Node>(first_);
}

// A picture or other file that the document carries.
struct Resource {
  std::string media_type;  // from the bytes, not from the name: image/png, image/jpeg, image/gif,
                           // image/svg+xml, image/webp
  std::string bytes;
  std::uint32_t width = 0;  // pixels, 0 when unknown
  std::uint32_t height = 0;
  std::string name;  // as the input named it, for messages only
  SourceSpan span;
};

// A typed range in a block's plain text, set by a tagging stage. Offsets are bytes of plain_text(*block).
struct Annotation {
  const Node* block = nullptr;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string type;   // date, person, document, decision, ...
  std::string value;  // normalised
  std::string rule;
};

// Where the document came from.
struct SourceInfo {
  std::string name;  // as the run named it: a path, or container#record
  std::string media_type;
  std::string charset;     // what the bytes were decoded as
  std::uint64_t size = 0;  // bytes
};

class MINUTEMILL_API Document {
 public:
  // No node lies deeper than this below its root; attach() refuses what would. Walks may recurse.
  static constexpr std::size_t kMaxDepth = 512;

  Document();
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  // Empties the document and keeps the memory for the next one.
  void reset();

  [[nodiscard]] Node& body() noexcept { return *body_; }
  [[nodiscard]] const Node& body() const noexcept { return *body_; }
  [[nodiscard]] Node& furniture() noexcept { return *furniture_; }
  [[nodiscard]] const Node& furniture() const noexcept { return *furniture_; }

  // A node outside the tree; it lives as long as the document.
  [[nodiscard]] Node& create(NodeKind kind);
  [[nodiscard]] Node& create_text(std::string_view text, SourceSpan span = {});
  void append(Node& parent, Node& child);
  void prepend(Node& parent, Node& child);
  void insert_before(Node& sibling, Node& node);
  void insert_after(Node& sibling, Node& node);
  void detach(Node& node) noexcept;
  // Moves all children of `from` behind those of `to`.
  void move_children(Node& from, Node& to);
  Node& append_new(Node& parent, NodeKind kind);

  void set(Node& node, Attr attr, std::string_view text);
  void set(Node& node, Attr attr, std::int64_t number);
  void remove(Node& node, Attr attr) noexcept;
  void set_text(Node& node, std::string_view text);
  // Exact positions for a text node whose text is not the same bytes as its span. Runs are sorted by `text`.
  void set_runs(Node& node, const std::vector<SpanRun>& runs);

  // The characters of a block: its text in order, "\n" for a line break; notes, ruby texts and images are
  // left out. For a block that holds blocks: theirs, joined by "\n".
  [[nodiscard]] static std::string plain_text(const Node& node);
  // The bytes of input behind bytes [begin, end) of plain_text(block); unknown when nothing there came from
  // the input.
  [[nodiscard]] static SourceSpan source_span(const Node& block, std::size_t begin, std::size_t end);
  // The text node's runs, empty when text and span are the same bytes.
  [[nodiscard]] static std::vector<SpanRun> runs(const Node& node);
  [[nodiscard]] static SourceSpan text_span(const Node& text, std::size_t begin, std::size_t end);
  // Cuts a text node in two at byte `offset`; returns the second part.
  Node& split_text(Node& text, std::size_t offset);

  [[nodiscard]] Record& metadata() noexcept { return metadata_; }
  [[nodiscard]] const Record& metadata() const noexcept { return metadata_; }
  [[nodiscard]] std::vector<Annotation>& annotations() noexcept { return annotations_; }
  [[nodiscard]] const std::vector<Annotation>& annotations() const noexcept { return annotations_; }
  [[nodiscard]] std::vector<Resource>& resources() noexcept { return resources_; }
  [[nodiscard]] const std::vector<Resource>& resources() const noexcept { return resources_; }
  [[nodiscard]] SourceInfo& source() noexcept { return source_; }
  [[nodiscard]] const SourceInfo& source() const noexcept { return source_; }
  // BCP 47, empty when unknown.
  [[nodiscard]] const std::string& lang() const noexcept { return lang_; }
  void set_lang(std::string lang) { lang_ = std::move(lang); }

  [[nodiscard]] std::size_t node_count() const noexcept { return next_uid_ - 1; }

 private:
  friend class SnapshotReader;
  struct Arena;
  [[nodiscard]] void* allocate(std::size_t size);
  [[nodiscard]] std::string_view keep(std::string_view text);
  Node::Attribute& attribute(Node& node, Attr attr);
  void start();
  static void check_fits(const Node& parent, const Node& child);

  std::unique_ptr<Arena> arena_;
  Node* body_ = nullptr;
  Node* furniture_ = nullptr;
  std::uint32_t next_uid_ = 1;
  Record metadata_;
  std::vector<Annotation> annotations_;
  std::vector<Resource> resources_;
  SourceInfo source_;
  std::string lang_;
};

// Preorder: the node after `node` inside `root`, or null. next_in_tree skips nothing; next_after skips node's
// children.
[[nodiscard]] MINUTEMILL_API const Node* next_in_tree(const Node& node, const Node& root) noexcept;
[[nodiscard]] MINUTEMILL_API Node* next_in_tree(Node& node, const Node& root) noexcept;
[[nodiscard]] MINUTEMILL_API const Node* next_after(const Node& node, const Node& root) noexcept;
[[nodiscard]] MINUTEMILL_API Node* next_after(Node& node, const Node& root) noexcept;

// What the body carries, or what stands below a node.
[[nodiscard]] MINUTEMILL_API Tally tally(const Document& document);
[[nodiscard]] MINUTEMILL_API Tally tally(const Node& root);

// A table's cells laid out. Spans are clamped to the rows there are and to what is free; `clamped` counts
// those changed.
struct TableGrid {
  struct Place {
    const Node* cell = nullptr;
    std::uint32_t row = 0;  // of the cell's upper left corner
    std::uint32_t column = 0;
    std::uint32_t row_span = 1;
    std::uint32_t column_span = 1;
  };
  std::uint32_t rows = 0;
  std::uint32_t columns = 0;
  std::vector<const Node*> row_nodes;
  std::vector<Place> places;  // in reading order, one for each cell
  std::size_t clamped = 0;
};
// `max_columns` bounds the width; cells beyond it are placed one under another in the last column's rows by
// exporters.
[[nodiscard]] MINUTEMILL_API TableGrid grid(const Node& table, std::uint32_t max_columns = 16384);

}  // namespace minutemill
