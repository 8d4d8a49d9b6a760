// Words that both directions share: pandoc's names for what the document model has, and the names of
// attributes that pandoc has no place for. Text.Pandoc.Definition of pandoc-types 1.22 is the reference.
#pragma once

#include <array>
#include <string_view>

#include <minutemill/document.hpp>
#include <minutemill/report.hpp>

namespace minutemill::pandoc {

// Attributes of ours are key-value pairs with this prefix; "mm-kind" tells what kind of node a Div or Span
// stands for or wraps.
inline constexpr std::string_view kPrefix = "mm-";
inline constexpr std::string_view kKindKey = "mm-kind";
// Pairs that say what the resource of an image was, for it to be the same again: its name and size.
inline constexpr std::string_view kNameKey = "mm-name";
inline constexpr std::string_view kPixelsKey = "mm-pixels";

// Inlines that hold inlines under a constructor of their own, without attributes: Emph, Strong ...
// Empty when the kind is none of them.
[[nodiscard]] std::string_view mark_name(NodeKind kind) noexcept;
[[nodiscard]] bool mark_kind(std::string_view name, NodeKind& kind) noexcept;

// ListNumberStyle; empty when pandoc has no such style.
[[nodiscard]] std::string_view number_style_name(std::string_view style) noexcept;
[[nodiscard]] std::string_view number_style(std::string_view name) noexcept;

// Alignment of cells: left, center, right. Empty when pandoc has no such alignment.
[[nodiscard]] std::string_view alignment_name(std::string_view align) noexcept;
[[nodiscard]] std::string_view alignment(std::string_view name) noexcept;

inline constexpr ReportKind kEvidenceLeft{
    5801, Severity::note, "evidence left out",
    "pandoc has no place for the evidence of values and for annotations; export_json writes them."};
inline constexpr ReportKind kAttributesLeft{
    5802, Severity::note, "attributes left out",
    "Attributes that pandoc does not know were not written, since the option attributes says so."};
inline constexpr ReportKind kCodeFlattened{
    5803, Severity::note, "markup in code left out",
    "pandoc's code is text alone: emphasis, links and notes inside it lost their markup."};
inline constexpr ReportKind kImageLeft{
    5804, Severity::warning, "image left out",
    "The image was not read with the input and has no address; its alternative text stands for it."};
inline constexpr ReportKind kSpansClamped{
    5805, Severity::note, "cell spans clamped",
    "Cells that span rows or columns that are not there or not free were cut to what fits."};
inline constexpr std::array kWriteReports{kEvidenceLeft, kAttributesLeft, kCodeFlattened, kImageLeft,
                                          kSpansClamped};

inline constexpr ReportKind kAttributesUnknown{
    1301, Severity::note, "attributes not kept",
    "The document model has no place for these attributes of pandoc's elements."};
inline constexpr ReportKind kRawLeft{
    1302, Severity::warning, "raw text left out",
    "Raw HTML, TeX and the like is not read; have pandoc read the input without raw text."};
inline constexpr ReportKind kTexKept{1303, Severity::note, "formula kept as TeX",
                                     "Formulas have the TeX source as their reading and no MathML."};
inline constexpr ReportKind kImageUnread{
    1304, Severity::warning, "image not read",
    "A data: address is damaged or larger than limits.resource; the alternative text is kept."};
inline constexpr ReportKind kCitationText{
    1305, Severity::note, "citation kept as text",
    "The words of a citation are kept; run pandoc --citeproc before to have them formatted."};
inline constexpr std::array kReadReports{kAttributesUnknown, kRawLeft, kTexKept, kImageUnread, kCitationText};

}  // namespace minutemill::pandoc
