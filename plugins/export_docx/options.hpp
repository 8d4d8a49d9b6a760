// Options and reports of the stage.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <minutemill/options.hpp>
#include <minutemill/report.hpp>

namespace minutemill::docx {

struct DocxOptions {
  ConfigFile style;
  ConfigFile reference;
  std::string title = "auto";
  bool toc = false;
  bool number_headings = false;
  bool generated_headings = false;
  bool images = true;
  std::string note_numbers = "source";
  bool properties = true;
  ConfigFile mapping;
  ConfigFile labels;
  std::int64_t compression = 1;
};

// A document of its own, or many bound into one.
enum class Binding : unsigned char { single, volume };

inline constexpr std::string_view kTitleChoices[] = {"auto", "never"};
inline constexpr std::string_view kNoteNumberChoices[] = {"source", "word"};

inline constexpr std::array kOptions{
    option<&DocxOptions::style>(
        "style", "Style file: page, fonts, paragraph styles, headers and footers. Without one: plain.")
        .in_folder("styles"),
    option<&DocxOptions::reference>(
        "reference",
        "Word file (.docx) that the output shall look like: its styles, page, headers and footers, theme and "
        "fonts are taken; what it lacks comes from `style`. docs/styles.md says more.")
        .in_folder("styles"),
    option<&DocxOptions::title>(
        "title", "auto: the title of the record is printed when the text has no title of its own.")
        .one_of(kTitleChoices),
    option<&DocxOptions::toc>("toc", "A table of contents before the text."),
    option<&DocxOptions::number_headings>("number_headings",
                                          "Headings are numbered as `heading_numbers` of the style says."),
    option<&DocxOptions::generated_headings>(
        "generated_headings",
        "Headings made from agenda topics are printed, though they are no words of the source."),
    option<&DocxOptions::images>(
        "images", "Images are embedded; otherwise their alternative text stands in their place."),
    option<&DocxOptions::note_numbers>(
        "note_numbers",
        "What numbers the notes at the foot of the page. source: a list, where the page's notes are a "
        "numbered list, else Word's own mark. word: always Word's own mark, which goes on counting when "
        "notes are put in or taken out later, and which programs that read the text take for a word of it.")
        .one_of(kNoteNumberChoices),
    option<&DocxOptions::properties>("properties", "The record goes to the file's properties."),
    option<&DocxOptions::mapping>("mapping",
                                  "Which value goes to which property; record.yaml when none is named.")
        .in_folder("mappings"),
    option<&DocxOptions::labels>("labels",
                                 "The few words that volumes add (index, topics ...), by language; "
                                 "labels.yaml when none is named.")
        .in_folder("styles"),
    option<&DocxOptions::compression>("compression", "How hard parts are compressed: 1 is fast, 12 is small.")
        .between(1, 12),
};

namespace reports {
inline constexpr ReportKind kUnknownElement{5101, Severity::warning, "unknown element",
                                            "The document has an element that DOCX has no place for. Its "
                                            "text is kept; tell what it is with a cleaning rule."};
inline constexpr ReportKind kImageNotEmbedded{5102, Severity::warning, "image not embedded",
                                              "The image is missing, or of a type that Word cannot show, or "
                                              "an SVG of which no PNG could be made for older "
                                              "versions of Word: librsvg is not installed, or the drawing "
                                              "takes longer than two seconds. Its alternative text "
                                              "stands in its place."};
inline constexpr ReportKind kLinkDropped{5103, Severity::warning, "link dropped",
                                         "The target is no address that may be followed from a document, or "
                                         "an anchor that does not exist. The words are kept."};
inline constexpr ReportKind kTableClamped{5104, Severity::warning, "table clamped",
                                          "Cells that span rows or columns that are not there or not free "
                                          "were cut to what fits, or columns beyond Word's 63 "
                                          "were put under one another in the last one."};
inline constexpr ReportKind kNestingFlattened{5105, Severity::warning, "nesting flattened",
                                              "Tables or notes are nested deeper than Word takes; the text "
                                              "of the innermost ones is kept as paragraphs."};
inline constexpr ReportKind kListNumbersAsText{
    5106, Severity::warning, "list numbers as text",
    "There are more separately numbered lists than Word takes; the numbers of the rest stand in the text."};
inline constexpr ReportKind kImagesOff{
    5107, Severity::note, "image not wanted",
    "The option images is off. The image's alternative text stands in its place."};
inline constexpr std::array kAll{kUnknownElement,   kImageNotEmbedded,  kLinkDropped, kTableClamped,
                                 kNestingFlattened, kListNumbersAsText, kImagesOff};
}  // namespace reports

}  // namespace minutemill::docx
