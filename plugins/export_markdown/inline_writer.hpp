// Inlines of a document as Markdown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/plugin.hpp>

#include "options.hpp"

namespace minutemill::markdown_out {

class InlineWriter {
 public:
  InlineWriter(const Document& document, const Options& options, Context& context);

  // What stands in `parent`. Line breaks are "\\\n", or "<br>" where a line is all there is (headings,
  // cells).
  [[nodiscard]] std::string write(const Node& parent, bool on_one_line);
  // "<a id=...></a>" for a node that a link of the document leads to.
  [[nodiscard]] std::string anchor(const Node& node) const;

  // Notes in the order of their references; writing one may add others.
  [[nodiscard]] const std::vector<const Node*>& notes() const noexcept { return notes_; }
  [[nodiscard]] Tally& tally() noexcept { return tally_; }

 private:
  void write_children(const Node& parent);
  void write_inline(const Node& node);
  void write_text(std::string_view text);
  void write_code(const Node& code);
  void write_link(const Node& link);
  void write_image(const Node& image);
  void write_ruby(const Node& ruby);
  // Between the delimiters, or, where Markdown would not read them as such, between the tags of an element.
  void write_marked(const Node& node, std::string_view delimiter, std::string_view element);
  void write_element(const Node& node, std::string_view element);
  void count(std::string_view text);

  const Document& document_;
  const Options& options_;
  Context& context_;
  std::unordered_set<std::string> targets_;  // ids that links of the document lead to
  std::string line_;
  bool on_one_line_ = false;
  bool in_heading_ = false;
  bool in_link_ = false;
  std::vector<const Node*> notes_;
  Tally tally_;
};

}  // namespace minutemill::markdown_out
