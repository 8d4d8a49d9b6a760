// One report as a book: its chapters as XHTML, and the lists that the package is made of.
#pragma once

#include <string>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/package.hpp>
#include <minutemill/plugin.hpp>

#include <volumes/report_terms.hpp>
#include <xhtml/labels.hpp>

#include "chapters.hpp"
#include "fonts.hpp"
#include "images.hpp"
#include "publication.hpp"

namespace minutemill::epub {

struct Options {
  ConfigFile stylesheet;
  ConfigFile labels;
  ConfigFile mapping;
  TextMap fonts;
  bool cover = true;
  bool ncx = true;
  bool generated_headings = false;
  std::string language = "en";
  ByteSize file_text{16 << 10U};
  std::int64_t compression = 1;
};

inline constexpr ReportKind kLinkRefused{
    5201, Severity::warning, "link dropped",
    "The link is active (javascript:, data: ...), points to a local file, or is no URL. Its text is kept."};
inline constexpr ReportKind kLinkDangling{5202, Severity::warning, "dangling link",
                                          "The link leads to nothing in the book: an id that is not there, "
                                          "or another file beside the input. Its text is kept."};
inline constexpr ReportKind kImageMissing{
    5203, Severity::warning, "image left out",
    "The image was not read with the input (a book may not load it from the network), or is of a format that "
    "EPUB readers need not know. Its alternative text stands for it."};
inline constexpr ReportKind kUnknownMarkup{
    5204, Severity::note, "unknown markup written plainly",
    "No element fits the node; it was written as a plain block or span with all that is in it."};

// What the files of a package are written from.
struct Book {
  struct File {
    std::string name;  // below EPUB/
    std::string xhtml;
    bool math = false;
  };
  struct TocEntry {
    int depth = 0;
    std::string label;
    std::string href;
  };
  Publication publication;
  std::vector<File> chapters;
  std::vector<TocEntry> toc;
  std::vector<Images::Item> images;
  std::string cover_svg;   // empty: none
  bool has_front = false;  // the first chapter is a front
  bool all_images_described = true;
  bool has_images = false;
  bool has_math = false;
  volumes::ReportTerms terms;  // of a report that is bound into a volume
  Tally tally;
};

// How a report stands in the package: a book of its own, or in a folder of a volume.
enum class Binding : std::uint8_t { single, volume };

[[nodiscard]] Book make_book(const Document& document, const Options& options, const xhtml::Labels& labels,
                             const RecordMapping& mapping, Context& context,
                             Binding binding = Binding::single);

// EPUB/package.opf, EPUB/nav.xhtml, EPUB/toc.ncx, EPUB/cover.svg.
[[nodiscard]] std::string write_opf(const Book& book, const Options& options, const xhtml::Labels& labels,
                                    const Fonts& fonts);
[[nodiscard]] std::string write_nav(const Book& book, const xhtml::Labels& labels);
[[nodiscard]] std::string write_ncx(const Book& book);
[[nodiscard]] std::string write_cover(const Publication& publication);
[[nodiscard]] std::string write_cover_page(const Book& book, const xhtml::Labels& labels);

}  // namespace minutemill::epub
