// The reader's inside: blocks, tables and inlines call each other.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pandoc/attributes.hpp"
#include "pandoc/json.hpp"
#include "pandoc/reader.hpp"

namespace minutemill::pandoc {

// Every step down in the JSON is bounded by kMaxNesting, every node by Document::kMaxDepth.
class Reader {
 public:
  Reader(Document& document, const ReadOptions& options, Context& context)
      : document_(document), options_(options), context_(context) {}

  void read(const Json& json);
  // What was not kept, as reports.
  void report() const;

 private:
  static constexpr std::size_t kMaxNesting = 4096;  // steps of a place

  void check_version(const Json& version);
  static std::string cut(const Json& json);
  void place_title();

  // meta.cpp
  void meta(const Json& json);
  Value meta_value(const Json& json, std::size_t depth);
  void check_map(const Json& json) const;
  std::string text_of_inlines(const Json& inlines);
  std::string text_of_blocks(const Json& blocks);

  // block_reader.cpp: `parent` must be a node that holds blocks.
  void blocks(const Json& list, Node& parent);
  // The node that was made, null when it was none or several.
  Node* block(const Json& json, Node& parent);
  Node* structure(const std::string& type, const Json& content, Node& parent);
  Node* paragraph(const Json& inlines, Node& parent);
  Node* line_block(const Json& lines, Node& parent);
  Node* heading(const Json& content, Node& parent);
  Node* code_block(const Json& content, Node& parent);
  Node* list(const Json& items, Node& parent, bool ordered);
  Node* ordered_list(const Json& content, Node& parent);
  Node* definition_list(const Json& content, Node& parent);
  Node* division(const Json& content, Node& parent);
  Node* figure(const Json& content, Node& parent);
  Node* implicit_figure(const Json& inlines, Node& parent);
  // Blocks into a node, through a Div that stands for it.
  void fill(const Json& blocks, Node& node);
  void caption(const Json& blocks, Node& node);

  // table_reader.cpp
  class TableRows;
  Node* table(const Json& content, Node& parent);

  // inline_reader.cpp: `parent` must be a node that holds inlines.
  class Run;
  void inlines(const Json& list, Node& parent);
  void inlines(const Json& list, Node& parent, Run& run);
  void inline_element(const Json& json, const std::string& type, Node& parent, Run& run);
  void span(const Json& content, Node& parent, Run& run);
  void quoted(const Json& content, Node& parent);
  void code(const Json& content, Node& parent);
  void math(const Json& content, Node& parent);
  void link(const Json& content, Node& parent);
  Node& image(const Json& content, Node& parent, bool in_figure);
  void image_source(const std::string& address, const Attributes& attributes, Node& node);
  void raw(const Json& content);

  [[nodiscard]] Attributes attributes(const Json& json) const;
  void apply(const Attributes& from, Node& to, AttrSet taken = {}) {
    from_pandoc(from, taken, document_, to, unknown_);
  }
  Node& append(Node& parent, NodeKind kind) { return document_.append_new(parent, kind); }
  void look_around();

  // A Div or Span that has this content alone.
  [[nodiscard]] static const Json* only_element(const Json& list, std::string_view type);

  Document& document_;
  const ReadOptions& options_;
  Context& context_;
  Place place_;
  std::vector<std::string> unknown_;            // names of attributes
  std::map<std::string, std::int64_t> images_;  // data: address -> resource
  std::map<std::string, std::size_t> raw_;      // format -> characters
  std::size_t formulas_ = 0;
  std::size_t citations_ = 0;
  std::size_t images_unread_ = 0;
  std::size_t elements_ = 0;
};

}  // namespace minutemill::pandoc
