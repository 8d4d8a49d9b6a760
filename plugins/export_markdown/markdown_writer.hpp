// Blocks of a document as Markdown.
#pragma once

#include <string>
#include <string_view>

#include <minutemill/document.hpp>
#include <minutemill/plugin.hpp>

#include "inline_writer.hpp"
#include "options.hpp"

namespace minutemill::markdown_out {

class MarkdownWriter {
 public:
  MarkdownWriter(const Document& document, const Options& options, Context& context)
      : document_(document), options_(options), context_(context), inlines_(document, options, context) {}
  [[nodiscard]] std::string write();
  [[nodiscard]] const Tally& tally() noexcept { return inlines_.tally(); }

 private:
  void write_blocks(const Node& parent);
  void write_block(const Node& block);
  void write_line(const Node& block);
  void write_code(const Node& block);
  void write_list(const Node& list);
  void write_definitions(const Node& list);
  void write_table(const Node& table);
  void write_notes();
  [[nodiscard]] std::string cell_text(const Node& cell, bool& flattened);
  // Blocks of `parent` behind `marker`; lines that follow begin with `rest`.
  void write_marked(const Node& parent, std::string_view marker, std::string_view rest);
  // Lines of a block, with what must stand before each.
  void put(std::string_view lines);
  void separate();

  const Document& document_;
  const Options& options_;
  Context& context_;
  InlineWriter inlines_;
  std::string out_;
  std::string prefix_;        // of every line
  std::string first_prefix_;  // of the next line alone, when a marker waits
  bool marker_waits_ = false;
  bool tight_ = false;               // no empty line before the next block
  const Node* last_list_ = nullptr;  // the block just written, when it was a list
};

}  // namespace minutemill::markdown_out
