// A document as plain text: blocks with an empty line between them, lists and quotations by their first
// columns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/document.hpp>

namespace minutemill::text {

struct Options {
  bool metadata = false;
  bool notes = true;
  bool generated_headings = false;
  std::int64_t indent = 0;
};

class TextWriter {
 public:
  TextWriter(std::string& out, const Options& options) : out_(out), options_(options) {}
  void write(const Document& document);
  [[nodiscard]] const Tally& tally() const noexcept { return tally_; }
  // What plain text has no place for: links without their targets, images by their words alone, and notes
  // when they are not wanted.
  [[nodiscard]] const Tally& left_out() const noexcept { return left_out_; }

 private:
  void write_record(const Document& document);
  void write_blocks(const Node& parent);
  void write_block(const Node& block);
  void write_list(const Node& list);
  void write_table(const Node& table);
  void write_notes();
  // Blocks of `parent` behind `marker`, what follows in line with them.
  void write_marked(const Node& parent, std::string_view marker);
  void write_inlines(const Node& parent, std::string& line);
  void add_text(std::string_view text, std::string& line);
  void put(std::string_view lines);
  void separate();

  std::string& out_;
  const Options& options_;
  Tally tally_;
  Tally left_out_;
  std::string prefix_;        // of every line
  std::string first_prefix_;  // of the next line alone, when a marker waits
  bool marker_waits_ = false;
  bool tight_ = false;  // no empty lines between blocks
  bool any_ = false;
  std::vector<const Node*> notes_;
};

}  // namespace minutemill::text
