// One report as one HTML page with all that it needs inside.
#pragma once

#include <string>

#include <minutemill/mapping.hpp>
#include <minutemill/plugin.hpp>

#include <xhtml/labels.hpp>

namespace minutemill::html {

struct Options {
  ConfigFile stylesheet;
  ConfigFile labels;
  ConfigFile mapping;
  bool contents = false;
  bool generated_headings = false;
  std::string language = "en";
};

inline constexpr ReportKind kLinkRefused{
    5401, Severity::warning, "link dropped",
    "The link is active (javascript:, data: ...), points to a local file, or is no URL. Its text is kept."};
inline constexpr ReportKind kLinkDangling{
    5402, Severity::warning, "dangling link",
    "The link leads to an id that is not there, or to another file beside the input. Its text is kept."};
inline constexpr ReportKind kImageMissing{5403, Severity::warning, "image left out",
                                          "The image was not read with the input; the page loads nothing "
                                          "from the network. Its alternative text stands for it."};
inline constexpr ReportKind kUnknownMarkup{
    5404, Severity::note, "unknown markup written plainly",
    "No element fits the node; it was written as a plain block or span with all that is in it."};

// What the page takes from the record.
struct Mappings {
  explicit Mappings(const ConfigFile& named, Setup& setup)
      : file(named, setup),
        meta(file, "html", {"title", "author", "date", "description", "keywords"}, setup.diagnostics()),
        json_ld(file, "json_ld", setup.diagnostics()) {}
  MappingFile file;
  RecordMapping meta;
  RecordTemplate json_ld;
};

struct Page {
  std::string html;
  Tally tally;
};
[[nodiscard]] Page make_page(const Document& document, const Options& options, std::string_view stylesheet,
                             const xhtml::Labels& labels, const Mappings& mappings, Context& context);

}  // namespace minutemill::html
