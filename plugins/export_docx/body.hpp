// Blocks as paragraphs and tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "job.hpp"
#include "runs.hpp"

namespace minutemill::docx {

void declare_namespaces(pugi::xml_node root);
// The field of a table of contents opens in the paragraph of its first entry and closes in or behind the
// last.
void begin_toc(pugi::xml_node paragraph, std::int64_t levels);
void end_toc(pugi::xml_node paragraph);

// Where blocks go, and what the blocks around them ask of them.
struct Flow {
  pugi::xml_node container;
  const NamedStyle* style = nullptr;  // of plain paragraphs
  std::int32_t left = 0;              // twips, of lists, quotes and definitions around
  std::int32_t width = 0;             // twips of the column
  int lists = 0;
  int tables = 0;
  bool keep_next = false;  // the next block must be on the same page
  std::string_view align;  // of paragraphs that have none of their own
  bool plain = false;      // in notes and table cells: no roles, no rules of the page's own indents
};

class BlockWriter {
 public:
  BlockWriter(Job& job, Story& story, NoteWriter* notes);

  void write_body(const Node& body);
  void write_note(const Node& note, int number, pugi::xml_node container);
  void write_blocks(const Node& parent, const Flow& flow);
  // A paragraph of words that are not from the document.
  pugi::xml_node write_words(const Flow& flow, std::string_view style, std::string_view words);
  // The same with a place in the outline (0: the uppermost level) and a bookmark, which lives until then.
  pugi::xml_node write_heading_words(const Flow& flow, std::string_view style, std::string_view words,
                                     int outline_level, const Bookmark& mark, bool new_page = false);
  // The frame and the title of a table of contents; returns where its entries go.
  pugi::xml_node start_toc(const Flow& flow);
  pugi::xml_node start_entry(const Flow& flow, std::string_view style);
  void write_link(pugi::xml_node paragraph, const std::string& anchor, std::string_view words);

 private:
  friend class TableWriter;
  // The number or bullet that the next paragraph gets.
  struct Marker {
    int number = 0;  // w:numId, 0: `text` stands for it
    int level = 0;
    std::string text;
    bool of_note = false;  // has no place of its own between the margins
  };

  void write_block(const Node& node, const Flow& flow);
  void write_paragraph(const Node& node, const Flow& flow, const NamedStyle& style);
  void write_heading(const Node& node, const Flow& flow);
  void write_list(const Node& list, const Flow& flow);
  void write_item(const Node& item, const Flow& flow, Marker marker, bool keeps_number);
  void write_quote(const Node& quote, const Flow& flow);
  void write_figure(const Node& figure, const Flow& flow);
  void write_code(const Node& code, const Flow& flow);
  void write_definitions(const Node& list, const Flow& flow);
  void write_rule(const Node& rule, const Flow& flow);
  void write_table(const Node& table, const Flow& flow);
  void write_title();
  // Of a report in a volume, where the text has none.
  void write_report_title();
  [[nodiscard]] std::string heading_style(const Node& heading, const OutlineEntry* entry);
  void write_front();
  void write_toc();

  struct Placement {
    std::string_view align;
    Extent first;
    std::int32_t left = 0;
    std::optional<Extent> right;
    bool rtl = false;
  };
  [[nodiscard]] Placement place(const Node* node, const Flow& flow, const NamedStyle& style) const;
  pugi::xml_node start_paragraph(const Node* node, const Flow& flow, const NamedStyle& style);
  [[nodiscard]] std::optional<Extent> centred_over(const Node& node, const NamedStyle& style) const;
  [[nodiscard]] std::optional<Extent> moved_in(const Node& node, const NamedStyle& style) const;
  void write_indents(pugi::xml_node ppr, const Placement& placement, const NamedStyle& style, bool numbered);
  void write_marks(pugi::xml_node paragraph);
  void flush_marks(const Flow& flow);
  void close_cell(pugi::xml_node cell, const Flow& flow);
  // Indents a flow by `step`, unless that would leave less than a third of the column.
  static void indent(Flow& flow, std::int32_t step) noexcept;
  [[nodiscard]] const NamedStyle& style_of(const Node& node, const Flow& flow) const;
  [[nodiscard]] const NamedStyle& named(std::string_view key) const { return *job_.style.find(key); }
  // A short line that keeps two tables, or a table and the end of its container, apart.
  void write_gap(const Flow& flow);

  Job& job_;
  Story& story_;
  RunWriter runs_;
  std::optional<Marker> marker_;
  // That the next paragraph gets, whatever its style says, from 0.
  std::optional<int> outline_level_;
  bool new_page_ = false;               // the next paragraph begins one
  std::vector<const Bookmark*> marks_;  // of blocks entered, to be put into the next paragraph
};

}  // namespace minutemill::docx
