// The styles that the exporter writes with, and what the format calls them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace minutemill::docx {

struct BuiltInStyle {
  std::string_view key, id, name, based_on, next;
  std::int32_t priority;
  bool character = false;
  bool known_to_word = true;  // else w:customStyle
  bool of_volumes = false;    // only volumes have it
};

// Names are those of the application's own styles, so that outlines, tables of contents and assistive
// technology know what a paragraph is (ECMA-376 §17.7.4.9). The first one is the default paragraph style.
inline constexpr std::array kBuiltInStyles{
    BuiltInStyle{"normal", "Normal", "Normal", "", "", 0},
    BuiltInStyle{"body", "BodyText", "Body Text", "normal", "", 1},
    BuiltInStyle{"title", "Title", "Title", "normal", "body", 10},
    BuiltInStyle{"subtitle", "Subtitle", "Subtitle", "normal", "body", 11},
    BuiltInStyle{"heading_1", "Heading1", "heading 1", "normal", "body", 9},
    BuiltInStyle{"heading_2", "Heading2", "heading 2", "normal", "body", 9},
    BuiltInStyle{"heading_3", "Heading3", "heading 3", "normal", "body", 9},
    BuiltInStyle{"heading_4", "Heading4", "heading 4", "normal", "body", 9},
    BuiltInStyle{"heading_5", "Heading5", "heading 5", "normal", "body", 9},
    BuiltInStyle{"heading_6", "Heading6", "heading 6", "normal", "body", 9},
    BuiltInStyle{"list_bullet", "ListBullet", "List Bullet", "body", "", 34},
    BuiltInStyle{"list_number", "ListNumber", "List Number", "body", "", 34},
    BuiltInStyle{"list_continue", "ListContinue", "List Continue", "body", "", 34},
    BuiltInStyle{"quote", "Quote", "Quote", "body", "body", 29},
    BuiltInStyle{"code", "HTMLPreformatted", "HTML Preformatted", "normal", "", 36},
    BuiltInStyle{"caption", "Caption", "caption", "normal", "body", 35},
    BuiltInStyle{"figure", "Figure", "Figure", "normal", "caption", 35, false, false},
    BuiltInStyle{"table_text", "TableText", "Table Text", "normal", "", 37, false, false},
    BuiltInStyle{"table_header", "TableHeader", "Table Header", "table_text", "", 37, false, false},
    BuiltInStyle{"definition_term", "DefinitionTerm", "Definition Term", "body", "definition", 38, false,
                 false},
    BuiltInStyle{"definition", "Definition", "Definition", "body", "", 38, false, false},
    BuiltInStyle{"rule", "HorizontalRule", "Horizontal Rule", "normal", "body", 39, false, false},
    BuiltInStyle{"table_gap", "TableGap", "Table Gap", "normal", "body", 40, false, false},
    BuiltInStyle{"header", "Header", "header", "normal", "", 99},
    BuiltInStyle{"footer", "Footer", "footer", "normal", "", 99},
    BuiltInStyle{"footnote_text", "FootnoteText", "footnote text", "normal", "", 99},
    BuiltInStyle{"toc_heading", "TOCHeading", "TOC Heading", "normal", "body", 39},
    BuiltInStyle{"toc_1", "TOC1", "toc 1", "normal", "body", 39},
    BuiltInStyle{"toc_2", "TOC2", "toc 2", "normal", "body", 39},
    BuiltInStyle{"toc_3", "TOC3", "toc 3", "normal", "body", 39},
    BuiltInStyle{"toc_4", "TOC4", "toc 4", "normal", "body", 39},
    BuiltInStyle{"toc_5", "TOC5", "toc 5", "normal", "body", 39},
    BuiltInStyle{"toc_6", "TOC6", "toc 6", "normal", "body", 39},
    BuiltInStyle{"byline", "Byline", "Byline", "body", "", 12, false, false},
    BuiltInStyle{"date", "Date", "Date", "body", "", 13},
    BuiltInStyle{"signature", "Signature", "Signature", "body", "", 13},
    BuiltInStyle{"attendance", "Attendance", "Attendance", "body", "", 13, false, false},
    BuiltInStyle{"group_title", "GroupTitle", "Group Title", "title", "body", 10, false, false, true},
    BuiltInStyle{"report_title", "ReportTitle", "Report Title", "title", "body", 10, false, false, true},
    BuiltInStyle{"report_heading_1", "ReportHeading1", "Report Heading 1", "heading_1", "body", 10, false,
                 false, true},
    BuiltInStyle{"report_heading_2", "ReportHeading2", "Report Heading 2", "heading_2", "body", 10, false,
                 false, true},
    BuiltInStyle{"report_heading_3", "ReportHeading3", "Report Heading 3", "heading_3", "body", 10, false,
                 false, true},
    BuiltInStyle{"report_heading_4", "ReportHeading4", "Report Heading 4", "heading_4", "body", 10, false,
                 false, true},
    BuiltInStyle{"report_heading_5", "ReportHeading5", "Report Heading 5", "heading_5", "body", 10, false,
                 false, true},
    BuiltInStyle{"report_heading_6", "ReportHeading6", "Report Heading 6", "heading_6", "body", 10, false,
                 false, true},
    BuiltInStyle{"index_1", "Index1", "index 1", "body", "", 99, false, true, true},
    BuiltInStyle{"index_2", "Index2", "index 2", "index_1", "", 99, false, true, true},
    BuiltInStyle{"hyperlink", "Hyperlink", "Hyperlink", "", "", 99, true},
    BuiltInStyle{"footnote_reference", "FootnoteReference", "footnote reference", "", "", 99, true},
    BuiltInStyle{"code_text", "HTMLCode", "HTML Code", "", "", 99, true},
};

// What other programs, and Word where it has two, call styles of this kind: names that a user's Word file is
// searched for when it lacks ours, best first, with ';' between.
struct OtherNames {
  std::string_view key, names;
};
inline constexpr std::array kOtherNames{
    OtherNames{"body", "Text body"},
    OtherNames{"list_bullet", "List Paragraph;List"},
    OtherNames{"list_number", "List Paragraph;List"},
    OtherNames{"list_continue", "List Paragraph;List Contents"},
    OtherNames{"quote", "Block Text;Quotations;Intense Quote"},
    OtherNames{"code", "Source Code;Preformatted Text;Plain Text"},
    OtherNames{"code_text", "Verbatim Char;Source Text"},
    OtherNames{"caption", "Image Caption;Illustration"},
    OtherNames{"figure", "Captioned Figure"},
    OtherNames{"table_text", "Table Contents;Compact"},
    OtherNames{"table_header", "Table Heading"},
    OtherNames{"rule", "Horizontal Line"},
    OtherNames{"byline", "Author"},
    OtherNames{"toc_heading", "Contents Heading"},
    OtherNames{"footnote_text", "Footnote"},
    OtherNames{"footnote_reference", "Footnote Characters;Footnote Anchor"},
    OtherNames{"hyperlink", "Internet Link"},
};
[[nodiscard]] constexpr std::string_view other_names(std::string_view key) noexcept {
  for (const OtherNames& other : kOtherNames)
    if (other.key == key) return other.names;
  return {};
}

}  // namespace minutemill::docx
