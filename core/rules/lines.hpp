// A document as rules read it: one entry for each line of its blocks, with what kind of line it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <minutemill/document.hpp>

#include "rules/line_texts.hpp"
#include "rules/patterns.hpp"

namespace minutemill::rules {

inline constexpr std::size_t kShortLine = 400;  // bytes; page marks, labels and tails are shorter

enum class LineKind : std::uint8_t {
  title,     // the headline
  subtitle,  // a bare line beside the headline
  repeat,    // the headline once more
  page,      // what a site prints around the text: published, source, share bar
  mark,      // a document number and the like, no part of the text
  heading,   // a heading of the markup, or a line in bold
  label,     // "Place: town hall", or the first cell or term of such a pair
  body,      // running text
  item,      // a list item's text
  cell,      // a table cell's text
  tail,      // a closing formula, byline, signature or date at the end
};

struct Line {
  Node* block = nullptr;
  std::uint32_t offset = 0;  // of the line's first byte in plain_text(*block)
  LineText* words = nullptr;
  LineKind kind = LineKind::body;
  bool whole = true;          // the block holds no other line
  std::size_t joined = 0;     // lines of the block that were joined to this one, a headline
  bool bold = false;          // all of it is strong or underlined
  bool logged = false;        // an entry of a log, its prefix taken off where it may be
  bool furniture = false;     // from the furniture: read for what the page says of the report, no part of it
  std::uint32_t run_in = 0;   // folded bytes at its beginning that are strong, with other words behind them
  int level = 0;              // of a heading
  int depth = 0;              // of list nesting
  int label = -1;             // of a label line: index of the label
  std::uint32_t value = 0;    // of a label line: where its value begins in folded text
  int under = -1;             // label of the nearest label heading above
  const Node* row = nullptr;  // of a cell: its table row; of a definition: its list
  const Node* cell = nullptr;

  [[nodiscard]] std::string_view view() const noexcept { return words->folded.text; }  // folded
  [[nodiscard]] std::string_view text() const noexcept { return words->text; }
  [[nodiscard]] const Clues& clues() const noexcept { return words->clues; }
  // The words as they stand behind folded [begin, end).
  [[nodiscard]] std::string_view original(std::size_t begin, std::size_t end) const noexcept;
  // The cleaning stage knew it for the line with the day of publication.
  [[nodiscard]] bool is_published() const;
  // The place in plain_text(*block) of a folded offset.
  [[nodiscard]] std::uint32_t place(std::size_t folded_offset) const noexcept;
};

// A part of a line, in folded offsets.
struct Range {
  std::uint32_t line = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// How lines are told apart; from `lines:` of the rule file.
struct LineRules {
  struct Label {
    std::string name;
  };
  std::vector<Label> labels;
  std::unordered_map<std::string, int> label_words;  // lower case, without spaces
  std::unordered_map<std::string, int> head_words;   // the same, in the head of a table only
  std::unique_ptr<Pattern> page, mark, tail, not_subtitle, not_heading, numbered, not_title;
  std::unique_ptr<Pattern> prefix;    // what a log puts before each line: its time, who wrote it
  std::unique_ptr<Pattern> bare;      // a line that is nothing without its prefix
  std::unique_ptr<Pattern> column;    // the head of the column of a table that holds the names
  std::unique_ptr<Pattern> marked;    // what a cell says of who stands in its row: x, yes
  std::unique_ptr<Pattern> headline;  // a further line of the headline's paragraph that belongs to it
  std::unique_ptr<Pattern> run_in;    // group topic: the strong words that head the paragraph they begin
  std::unique_ptr<Pattern> entry;     // a paragraph that goes on with the list under a label
  std::unique_ptr<Pattern> sentence;  // what makes a line running text: a full stop somewhere
  bool subtitles = true;
  bool bold_headings = true;
  std::int64_t subtitle_length = 40;  // characters
  std::int64_t label_length = 12;     // characters before the colon
};

class Lines {
 public:
  // The lines last as long as `texts` are not rewound twice.
  Lines(Document& document, const LineRules& rules, LineTexts& texts);

  [[nodiscard]] const std::vector<Line>& all() const noexcept { return lines_; }
  [[nodiscard]] std::vector<Line>& all() noexcept { return lines_; }
  [[nodiscard]] std::optional<std::size_t> title() const noexcept { return title_; }
  [[nodiscard]] std::optional<std::size_t> lead() const noexcept { return lead_; }
  // Values of a label wherever they stand: behind the colon, in the next cell, under a label heading.
  [[nodiscard]] std::vector<Range> label_values(int label) const;
  // Whether a label has these words among its values, as a list of people has a speaker.
  [[nodiscard]] bool under_label(std::string_view words) const;

 private:
  void read(Node& root, bool furniture);
  void add_block(Node& block, const Line& pattern);
  [[nodiscard]] std::string_view without_prefix(std::string_view text, bool& logged) const;
  void classify();
  void find_title();
  void join_headline();
  void find_title_in_furniture();
  void find_titled_line();
  void find_named_headline();
  bool find_subtitle_in_furniture();
  void classify_front();
  void classify_tail();
  void read_label(Line& line, bool above_others);
  // Whether a word alone can be a label: other lines of its paragraph, or names, stand below it.
  [[nodiscard]] bool heads_others(std::size_t index) const;
  void link_labels();
  void link_line(std::uint32_t index);
  [[nodiscard]] bool goes_on_below(const Line& line, const Line& next) const;
  void link_entries(std::size_t index);
  std::size_t link_table(std::size_t label, std::size_t first);
  void link_marks();
  void add_office(int office, std::size_t cell, std::size_t names);
  void link_rows(std::size_t label);
  void link_columns(std::size_t first, std::size_t end);
  void link_marked_rows(std::size_t first, std::size_t end);

  const Document* document_;
  const LineRules* rules_;
  LineTexts* texts_;
  std::vector<Line> lines_;
  std::vector<std::pair<int, Range>> values_;
  std::unordered_set<const Node*> marked_tables_;
  std::optional<std::size_t> title_;
  std::optional<std::size_t> lead_;
};

}  // namespace minutemill::rules
