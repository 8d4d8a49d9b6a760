// A style file, read: page, fonts, paragraph styles, lists, tables, headers and footers of a DOCX file.
// docs/styles.md describes the format. No figure of a layout stands in C++.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/config.hpp>

namespace minutemill::docx {

// A distance, absolute or in characters of the paragraph's own size ("2em").
struct Extent {
  std::int32_t twips = 0;       // twentieths of a point; for characters, at the style's size
  std::int32_t characters = 0;  // hundredths; 0: absolute
};

struct LineSpacing {
  enum class Rule : std::uint8_t { multiple, exact, at_least };
  Rule rule = Rule::multiple;
  std::int32_t value = 240;  // 240ths of a line, or twips
};

struct Border {
  std::string style = "single";  // ST_Border (ECMA-376 §17.18.2)
  std::int32_t eighths = 4;      // eighths of a point
  std::string colour = "auto";
  std::int32_t space = 0;  // points
};
struct Borders {
  std::optional<Border> top, left, bottom, right, inside_horizontal, inside_vertical;
};

struct ParagraphFormat {
  std::optional<std::string> align;  // left | center | right | justify
  std::optional<Extent> first_indent, left, right;
  std::optional<Extent> space_before, space_after;  // characters: hundredths of a line
  std::optional<LineSpacing> line;
  std::optional<bool> keep_next, keep_lines, page_break_before, widow_control, snap_to_grid,
      contextual_spacing;
  std::optional<std::int64_t> outline_level;  // 1..9
  std::optional<std::string> shading;
  Borders borders;
};

struct RunFormat {
  std::optional<std::string> font;  // key in Style::fonts
  std::optional<std::int32_t> half_points;
  std::optional<bool> bold, italic, underline, small_caps, strike;
  std::optional<std::string> colour, shading;
  std::optional<std::int32_t> letter_spacing;  // twips
};

enum class StyleType : std::uint8_t { paragraph, character };

struct NamedStyle {
  std::string key;   // in the file: heading_1, attendance
  std::string id;    // w:styleId
  std::string name;  // w:name; the built-in one where there is one
  StyleType type = StyleType::paragraph;
  std::string based_on, next;  // keys
  std::int32_t priority = 99;
  bool built_in = false;
  bool of_volumes = false;    // other files do without it
  bool in_reference = false;  // the user's Word file has it: its formats here are what that says
  ParagraphFormat paragraph;
  RunFormat run;
  std::string label_font;  // the words up to `label_end` take this font ("出席：")
  bool label_bold = false;
  std::string label_end;  // characters, any of which ends the label
  bool hang_behind_label = false;
  bool keep_alignment = false;  // paragraphs that are centred or right-aligned in the source stay so
  bool keep_bold = true;        // words that are bold in the source are
  std::string centre_over;      // key of the style whose next paragraph this one is centred over
};

struct FontSet {
  std::string key, latin, cjk, complex;
};
struct FontAlternatives {
  std::string name, alternatives;  // as w:altName has them
  std::string family = "auto";
};

struct Page {
  std::int32_t width = 0, height = 0, top = 0, right = 0, bottom = 0, left = 0, header = 0,
               footer = 0;           // twips
  std::int32_t line_pitch = 0;       // twips; 0: no grid
  std::int32_t character_space = 0;  // 4096ths of a point
  bool character_grid = false;
  std::int32_t column = 0;  // twips of the narrowest text column; 0: there is but one
  [[nodiscard]] std::int32_t text_width() const noexcept {
    return column > 0 ? column : width - left - right;
  }
  [[nodiscard]] std::int32_t text_height() const noexcept { return height - top - bottom; }
};

// A line above or below the text. `text` has {page}, {pages} and {title}.
struct Band {
  std::string text, align;
  Extent left, right;
};
struct Bands {
  std::optional<Band> odd, even, first;  // odd: every page unless `even` is there
};

struct ListLevel {
  std::string format, text;  // ST_NumberFormat; "%1."
  std::string gap = "tab";   // behind the number: tab | space | nothing
};
struct Lists {
  Extent margin;  // of the outermost numbers
  Extent indent, hanging;
  std::vector<std::string> bullets;  // by depth
  std::vector<std::string> numbers;  // by depth: number styles of the document model
  std::vector<std::pair<std::string, ListLevel>> number_styles;  // decimal -> {decimal, "%."}
};

struct TableLook {
  std::string id = "TableGrid";  // w:styleId
  bool in_reference = false;
  Borders borders;
  std::int32_t cell_left = 0, cell_right = 0, cell_top = 0, cell_bottom = 0;  // twips
  std::int32_t space_after = 0;                                               // twips, to the paragraph below
  std::optional<std::string> header_shading;
  std::string align;
};

// A paragraph before the text, made from the record: "{meeting.body}纪要". Left out when a named value is
// missing.
struct FrontLine {
  std::string style, text;
};

struct Toc {
  std::vector<std::pair<std::string, std::string>> titles;  // language -> words
  std::int64_t levels = 3;
};

struct Style {
  std::string name;
  Page page;
  std::vector<FontSet> fonts;
  std::vector<FontAlternatives> alternatives;
  std::vector<NamedStyle> styles;  // built-in ones first, always all of them
  Bands header, footer;
  Lists lists;
  TableLook table;
  Toc toc;
  std::vector<FrontLine> front;
  std::vector<ListLevel> heading_numbers;  // by level; used when the stage is told to number headings
  // What styles are based on that say nothing of it: w:styleId.
  std::string character_base = "DefaultParagraphFont", table_base = "TableNormal";
  bool keep_indents = true;  // first-line indents of the source, or the style's alone
  bool keep_alignment = true;
  bool space_between_scripts = true;  // Word widens the joint of Latin and CJK text
  // Of text whose own language is not known, by script.
  std::string language, east_asian_language, bidi_language;

  [[nodiscard]] const NamedStyle* find(std::string_view key) const noexcept;
  [[nodiscard]] const FontSet* font(std::string_view key) const noexcept;
  // Of a style, looked up through its bases.
  [[nodiscard]] std::int32_t half_points(const NamedStyle& style) const noexcept;
  [[nodiscard]] Extent first_indent(const NamedStyle& style) const noexcept;
  [[nodiscard]] Extent right(const NamedStyle& style) const noexcept;
  [[nodiscard]] Extent left(const NamedStyle& style) const noexcept;
  [[nodiscard]] std::string_view align(const NamedStyle& style) const noexcept;
  [[nodiscard]] const NamedStyle& normal() const noexcept { return styles.front(); }
};

// A style with the built-in paragraph styles and nothing said about them.
[[nodiscard]] Style bare_style();
// Lays the `docx:` part of a style file over `style`; problems go to `diagnostics`. A file that does not
// extend another must say everything.
void read_style(const ConfigNode& root, bool extends, Style& style, Diagnostics& diagnostics);

}  // namespace minutemill::docx
