// Blocks and inlines of a document as XHTML that is at home in HTML as well (HTML5 in XML syntax).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/text.hpp>

#include "anchors.hpp"
#include "outline.hpp"
#include "xml_output.hpp"

namespace minutemill::xhtml {

// Whether the paragraphs of a document are mostly told apart by the indent of their first line.
[[nodiscard]] bool indents_paragraphs(const Document& document);

// What the file around the flow decides.
class FlowHost {
 public:
  virtual ~FlowHost() = default;
  // Where a link leads in the output; empty: its text stands without a link.
  virtual std::string link(const Node& link) = 0;
  // The source of an image; empty: its alternative text stands for it.
  virtual std::string image(const Node& image) = 0;
  // The files where a note and its reference stand, as addresses from where they are named; empty: the same.
  virtual std::string file_of_note(const Node& /*note*/) { return {}; }
  virtual std::string file_of_reference(const Node& /*note*/) { return {}; }
  // Markup that no element fits was written as a plain block or span.
  virtual void unknown(const Node& node) = 0;
};

struct FlowStyle {
  bool epub = false;              // EPUB content document: epub:type, xml:lang; else an HTML page
  bool flush_unindented = false;  // the document indents its paragraphs: mark those that it does not
  // Headings that are no words of the source stay out of the text: the section bears them as its name
  // (aria-label) and for the style sheet (data-heading).
  bool generated_apart = true;
};

class FlowWriter {
 public:
  FlowWriter(std::string& out, const Outline& outline, const Anchors& anchors, FlowHost& host,
             FlowStyle style)
      : out_(out), outline_(outline), anchors_(anchors), host_(host), style_(style) {}

  // Depth is that of the document, which is bounded.
  void write_block(const Node& block);
  // The notes referred to since the last call, each as an aside with a way back.
  void write_notes(std::string_view back_label);
  [[nodiscard]] bool has_notes() const noexcept { return !notes_.empty(); }
  // The same notes, for another writer to write: these are its notes then.
  [[nodiscard]] std::vector<const Node*> take_notes() noexcept { return std::exchange(notes_, {}); }
  void add_notes(const std::vector<const Node*>& notes) {
    notes_.insert(notes_.end(), notes.begin(), notes.end());
  }
  [[nodiscard]] bool has_math() const noexcept { return has_math_; }
  [[nodiscard]] const Tally& tally() const noexcept { return tally_; }

 private:
  void write_children(const Node& parent);
  void write_children_after(const Node* first);
  void write_section(const Node& section);
  void write_heading(const Node& heading);
  void write_paragraph(const Node& paragraph);
  void write_list(const Node& list);
  void write_definition_list(const Node& list);
  void write_table(const Node& table);
  void write_cell(const TableGrid::Place& place, bool in_head);
  void write_figure(const Node& figure);
  void write_code_block(const Node& block);
  void write_container(const Node& node, std::string_view element, std::string_view class_name = {});
  // The content of a list item, cell or definition: a lone paragraph without attributes of its own needs no
  // element.
  void write_item_content(const Node& item);

  void write_inlines(const Node& parent);
  void write_inline(const Node& node);
  void write_wrapped(const Node& node, std::string_view element);
  void write_link(const Node& link);
  void write_image(const Node& image);
  void write_ruby(const Node& ruby);
  void write_note_reference(const Node& note);
  [[nodiscard]] std::string mark_of(const Node& note) const;
  void write_math(const Node& math);
  void write_text(std::string_view text);

  // id, lang, dir and class of a node, within its start tag.
  void write_common(const Node& node, std::string_view class_names = {});
  void epub_type(std::string_view type) {
    if (style_.epub) out_.attribute("epub:type", type);
  }

  XmlOutput out_;
  const Outline& outline_;
  const Anchors& anchors_;
  FlowHost& host_;
  FlowStyle style_;
  Tally tally_;
  std::vector<const Node*> notes_;
  std::vector<const Node*> held_back_;  // references to notes met inside a link, which may not hold another
  bool in_link_ = false;
  bool in_ruby_ = false;
  bool has_math_ = false;
  int section_depth_ = 0;
};

}  // namespace minutemill::xhtml
