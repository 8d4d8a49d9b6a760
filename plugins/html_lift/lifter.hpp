// Walks the markup and builds the document: one function for each kind of block, InlineFlow for the rest.
#pragma once

#include <string_view>

#include <minutemill/plugin.hpp>

#include "elements.hpp"
#include "images.hpp"
#include "inline_flow.hpp"
#include "notes.hpp"

namespace minutemill::lift {

struct LiftCounts {
  std::size_t unknown = 0;  // elements of no known kind
  std::size_t clamped_spans = 0;
  std::size_t flattened = 0;  // blocks too deep for the document
  SourceSpan first_unknown, first_clamped;
};

class Lifter {
 public:
  Lifter(const Markup& markup, Document& document, Images& images, Context& context)
      : markup_(markup), document_(document), images_(images), context_(context) {}
  void run(pugi::xml_node body);
  [[nodiscard]] const LiftCounts& counts() const noexcept { return counts_; }

 private:
  friend class TableLift;
  void children(const pugi::xml_node& parent, InlineFlow& flow);
  void node(const pugi::xml_node& node, InlineFlow& flow);
  void element(const pugi::xml_node& element, InlineFlow& flow);
  void furniture(const pugi::xml_node& element, InlineFlow& flow);

  void block(const pugi::xml_node& element, const ElementInfo& info, InlineFlow& flow);
  void division(const pugi::xml_node& element, InlineFlow& flow);
  void heading(const pugi::xml_node& element, std::int64_t level, InlineFlow& flow);
  void list(const pugi::xml_node& element, InlineFlow& flow);
  void list_items(const pugi::xml_node& parent, Node& list);
  void definitions(const pugi::xml_node& element, InlineFlow& flow);
  void definition_parts(const pugi::xml_node& parent, Node& list);
  void figure(const pugi::xml_node& element, InlineFlow& flow);
  void preformatted(const pugi::xml_node& element, InlineFlow& flow);
  // The element's content as blocks of `node`.
  void fill(const pugi::xml_node& element, Node& node);
  void fill_inlines(const pugi::xml_node& element, Node& node);
  Node& append_block(NodeKind kind, const pugi::xml_node& element, InlineFlow& flow);

  void inline_element(const pugi::xml_node& element, const ElementInfo& info, InlineFlow& flow);
  void link(const pugi::xml_node& element, InlineFlow& flow);
  bool note(const pugi::xml_node& link, InlineFlow& flow);
  void image(const pugi::xml_node& element, InlineFlow& flow);
  void math(const pugi::xml_node& element, InlineFlow& flow);
  void svg(const pugi::xml_node& element, InlineFlow& flow);
  void unknown(const pugi::xml_node& element, InlineFlow& flow);

  void common_attributes(const pugi::xml_node& element, Node& node);
  [[nodiscard]] SourceSpan span_of(const pugi::xml_node& node) const;
  [[nodiscard]] bool too_deep(const Node& node);

  const Markup& markup_;
  Document& document_;
  Images& images_;
  Context& context_;
  LiftCounts counts_;
  Notes notes_;
  const void* open_note_ = nullptr;  // the element being lifted as a note
  std::size_t note_count_ = 0;
  bool in_furniture_ = false;
  std::size_t steps_ = 0;
};

[[nodiscard]] inline bool is_text(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}
// True when a block lies anywhere in the element.
[[nodiscard]] bool holds_block(const pugi::xml_node& element);

}  // namespace minutemill::lift
