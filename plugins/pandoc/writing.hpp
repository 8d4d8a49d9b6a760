// The writer's inside: blocks, tables, figures and inlines call each other.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/json.hpp>

#include "pandoc/attributes.hpp"
#include "pandoc/writer.hpp"

namespace minutemill::pandoc {

// Walks the document and writes as it goes; recursion is bounded by Document::kMaxDepth.
class Writer {
 public:
  Writer(std::string& out, const Document& document, const WriteOptions& options, Context& context,
         Losses& losses)
      : json_(out), document_(document), options_(options), context_(context), losses_(losses) {}

  void write();

 private:
  // meta.cpp
  void meta();
  void meta_value(const Value& value);
  void meta_text(std::string_view text);
  void count_evidence(const Value& value);

  // block_writer.cpp
  void blocks(const Node& parent);
  void block(const Node& node);
  void paragraph(const Node& node, bool plain);
  void heading(const Node& node);
  void list(const Node& node);
  void list_attributes(const Node& node);
  void definition_list(const Node& node);
  void term(const Node& node);
  void code_block(const Node& node);
  void container(const Node& node, std::string_view class_name);
  [[nodiscard]] std::string code_text(const Node& node);

  // figures.cpp
  void figure(const Node& node);
  void implicit_figure(const Node& image, const Node& caption);
  void figure_block(const Node& node, const Node* caption);
  void figure_caption(const Node& node);

  // table_writer.cpp
  class TableRows;
  void table(const Node& node);
  void caption(const Node* node);
  void column_specs(std::size_t columns);

  // inline_writer.cpp
  void inlines(const Node& parent);
  void inline_node(const Node& node);
  void words(std::string_view text);
  void mark(const Node& node, std::string_view name);
  void code(const Node& node);
  void math(const Node& node);
  void span(const Node& node);
  void link(const Node& node);
  void image(const Node& node, const Node* caption, std::string_view title_prefix);
  [[nodiscard]] std::string image_address(const Node& node, Attributes& attributes);

  // {"t": NAME, "c": ...}: the content is written between the two.
  void begin(std::string_view name) { json_.begin_object().key("t").text(name).key("c"); }
  void end() { json_.end_object(); }
  void element(std::string_view name) { json_.begin_object().key("t").text(name).end_object(); }
  void attr(const Attributes& attributes);
  [[nodiscard]] Attributes attributes(const Node& node, AttrSet taken) {
    return to_pandoc(node, taken, options_.attributes, losses_.attributes);
  }
  // Adds the kind, if the option allows.
  void name_kind(const Node& node, Attributes& attributes) const;

  // Writes `inner` as it is, or, when the node has attributes beyond `taken`, inside a Div or Span that has
  // them.
  template <class Inner>
  void wrapped(const Node& node, AttrSet taken, std::string_view wrapper, Inner inner) {
    Attributes found = attributes(node, taken);
    if (found.empty()) return inner();
    name_kind(node, found);
    begin(wrapper);
    json_.begin_list();
    attr(found);
    json_.begin_list();
    inner();
    json_.end_list().end_list();
    end();
  }

  JsonWriter json_;
  const Document& document_;
  const WriteOptions& options_;
  Context& context_;
  Losses& losses_;
  std::size_t nodes_ = 0;
};

}  // namespace minutemill::pandoc
