// Blocks and inlines of a document as JSON objects.
#pragma once

#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/json.hpp>

#include "block_numbers.hpp"

namespace minutemill::json_report {

// A block is {"block": number, "kind": ..., attributes ..., "text": ..., and what more there is to it}:
// "inlines" when its inlines are more than text, "children" when it holds blocks. Text alone stands in
// "inlines" as a string. Every word of the report is in one "text" alone: that of the innermost block around
// it.
class BlockWriter {
 public:
  BlockWriter(JsonWriter& json, const BlockNumbers& numbers) : json_(json), numbers_(numbers) {}

  void write_block(const Node& block);
  void write_attributes(const Node& node);
  // The notes met so far, and those within them.
  void write_notes();
  [[nodiscard]] const Tally& tally() const noexcept { return tally_; }

 private:
  void write_inlines(const Node& parent);
  void write_inline(const Node& node);

  JsonWriter& json_;
  const BlockNumbers& numbers_;
  std::vector<const Node*> notes_;
  Tally tally_;
};

}  // namespace minutemill::json_report
