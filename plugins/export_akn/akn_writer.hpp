// The text of a document as the body of an Akoma Ntoso debateReport.
#pragma once

#include <string>
#include <string_view>

#include <minutemill/document.hpp>
#include <minutemill/plugin.hpp>

#include "element_ids.hpp"
#include "options.hpp"
#include "xhtml/xml_output.hpp"

namespace minutemill::akn {

class AknWriter {
 public:
  AknWriter(const Document& document, const Options& options, Context& context, std::string& out)
      : document_(document), options_(options), context_(context), out_(out), ids_(document) {}
  // preface, mainBody, conclusions.
  void write();
  [[nodiscard]] const Tally& tally() const noexcept { return tally_; }

 private:
  // Block contexts. `around` is the eId of the element they stand in.
  void write_preface(const Node* end);
  void write_body(const Node* begin, const Node* end);
  void write_conclusions(const Node& closing);
  void write_section(const Node& section, const std::string& around);
  void write_section_parts(const Node* first, const std::string& id);
  void write_run(const Node* begin, const Node* end, std::string_view element, const std::string& id);
  void write_blocks(const Node& parent, const std::string& around);
  // The same, and an empty paragraph when there is nothing: for elements that must not be empty.
  void write_some_blocks(const Node& parent, const std::string& around);
  void write_block(const Node& block, const std::string& around);
  void write_inline_block(const Node& block, std::string_view element, std::string_view name);
  void write_list(const Node& list, const std::string& around);
  void write_html_list(const Node& list, const std::string& around);
  void write_block_list(const Node& list, const std::string& around);
  void write_definitions(const Node& list, const std::string& around);
  void write_table(const Node& table, const std::string& around);
  void write_container(const Node& node, std::string_view class_name, const std::string& around);

  void write_inlines(const Node& parent, const std::string& around);
  void write_inline(const Node& node, const std::string& around);
  void write_element(const Node& node, std::string_view element, std::string_view class_name,
                     const std::string& around);
  void write_link(const Node& link, const std::string& around);
  void write_image(const Node& image);
  void write_note(const Node& note, const std::string& around);
  void write_text(std::string_view text);

  // eId (when given), class and language within a start tag.
  void write_common(const Node& node, std::string_view class_name = {});
  [[nodiscard]] bool is_left_out(const Node& block) const;

  const Document& document_;
  const Options& options_;
  Context& context_;
  xhtml::XmlOutput out_;
  ElementIds ids_;
  Tally tally_;
  std::size_t blocks_written_ = 0;
  std::size_t notes_ = 0;
  bool in_link_ = false;
};

}  // namespace minutemill::akn
