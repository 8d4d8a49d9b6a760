// export_epub: a report as an EPUB 3.3 book, with an NCX for older readers.
#include <array>

#include <minutemill/plugin.hpp>

#include <xhtml/stock_config.hpp>
#include <xhtml/stylesheet.hpp>

#include "book.hpp"
#include "volume.hpp"

namespace minutemill {
namespace {

using EpubOptions = epub::Options;

constexpr std::array kOptions{
    option<&EpubOptions::stylesheet>("stylesheet", "CSS file of the book; epub.css when none is named.")
        .in_folder("styles"),
    option<&EpubOptions::labels>(
        "labels",
        "The few words that are added (contents, cover ...), by language; labels.yaml when none is named.")
        .in_folder("styles"),
    option<&EpubOptions::mapping>("mapping",
                                  "Which value of the record goes to which metadata of the package; "
                                  "record.yaml when none is named.")
        .in_folder("mappings"),
    option<&EpubOptions::fonts>("fonts",
                                "Fonts to embed: family name and file (OpenType, TrueType, WOFF), whole and "
                                "as they are. Embed only what its "
                                "licence lets you; a file whose licence field forbids it is refused."),
    option<&EpubOptions::cover>(
        "cover", "Make a cover (SVG) from the record: body, title, subtitle, date, publisher."),
    option<&EpubOptions::ncx>("ncx", "Write an NCX beside the EPUB 3 navigation, for older readers."),
    option<&EpubOptions::generated_headings>(
        "generated_headings",
        "Headings made from agenda topics are part of the text, though they are no words of the source; else "
        "they stand in the contents, and the "
        "style sheet shows them."),
    option<&EpubOptions::language>(
        "language", "Language (BCP 47) of documents that neither say theirs nor show it by their script."),
    option<&EpubOptions::file_text>("file_text",
                                    "Sections share a file of the book until it holds so much text: readers "
                                    "begin a page with each file. 0: each section has its own."),
    option<&EpubOptions::compression>("compression", "Deflate level, 1 (fast) to 12 (small).").between(1, 12),
};

constexpr std::array kReports{epub::kLinkRefused, epub::kLinkDangling, epub::kImageMissing,
                              epub::kUnknownMarkup};

constexpr std::string_view kContainer =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "<rootfiles><rootfile full-path=\"EPUB/package.opf\" "
    "media-type=\"application/oebps-package+xml\"/></rootfiles>\n"
    "</container>\n";

class ExportEpub {
 public:
  static constexpr std::string_view name = "export_epub";
  static constexpr std::string_view summary =
      "Writes an EPUB 3.3 book: its sections, navigation, metadata, cover.";
  static constexpr std::string_view media_type = "application/epub+zip";
  static constexpr std::string_view extension = "epub";
  static constexpr auto& reports = kReports;
  using Options = EpubOptions;
  static constexpr auto& options = kOptions;

  ExportEpub(const EpubOptions& values, Setup& setup)
      : options_(values),
        labels_(xhtml::named_or_stock(values.labels, "labels.yaml", "styles", setup), xhtml::label_keys(),
                setup.diagnostics()),
        mapping_(epub::publication_mapping(MappingFile(values.mapping, setup), setup.diagnostics())),
        container_(deflate_part("META-INF/container.xml", kContainer)),
        fonts_(values.fonts, setup),
        stylesheet_(
            deflate_part("EPUB/style.css",
                         xhtml::load_stylesheet(values.stylesheet, "epub.css", setup).text + fonts_.css())),
        writer_(static_cast<int>(values.compression)) {}

  Artifact process(const Document& document, Context& context) {
    const epub::Book book = epub::make_book(document, options_, labels_, mapping_, context);
    writer_.clear();                        // of a document that failed half-way
    writer_.store("mimetype", media_type);  // first and not compressed (OCF §4.3)
    writer_.add(container_);
    writer_.add("EPUB/package.opf", epub::write_opf(book, options_, labels_, fonts_));
    writer_.add("EPUB/nav.xhtml", epub::write_nav(book, labels_));
    if (options_.ncx) writer_.add("EPUB/toc.ncx", epub::write_ncx(book));
    writer_.add(stylesheet_);
    fonts_.add_to(writer_);
    if (!book.cover_svg.empty()) {
      writer_.add("EPUB/cover.svg", book.cover_svg);
      writer_.add("EPUB/cover.xhtml", epub::write_cover_page(book, labels_));
    }
    for (const epub::Book::File& file : book.chapters) writer_.add("EPUB/" + file.name, file.xhtml);
    for (const epub::Images::Item& image : book.images) add_image(image);
    Artifact artifact;
    artifact.media_type = media_type;
    artifact.extension = extension;
    artifact.tally = book.tally;
    artifact.bytes = writer_.finish();
    return artifact;
  }

  Part make_part(const Document& document, Context& context) {
    const epub::Book book =
        epub::make_book(document, options_, labels_, mapping_, context, epub::Binding::volume);
    return {epub::write_part(book, static_cast<int>(options_.compression)), book.tally};
  }

  void bind(const Volume& volume, OutputSink& sink, Context&) {
    writer_.clear();  // of a document that failed half-way
    writer_.store("mimetype", media_type);
    writer_.add(container_);
    writer_.add(stylesheet_);
    fonts_.add_to(writer_);
    epub::bind_volume(volume, options_, labels_, fonts_, writer_);
    writer_.finish(sink);
  }

 private:
  void add_image(const epub::Images::Item& image) {
    const std::string part = "EPUB/" + image.file;
    if (image.resource->media_type == "image/svg+xml")
      writer_.add(part, image.resource->bytes);
    else
      writer_.store(part, image.resource->bytes);  // compressed already
  }

  EpubOptions options_;
  xhtml::Labels labels_;
  RecordMapping mapping_;
  DeflatedPart container_;
  epub::Fonts fonts_;
  DeflatedPart stylesheet_;
  PackageWriter writer_;
};

}  // namespace
}  // namespace minutemill

MINUTEMILL_PLUGIN("export_epub", "1.0.0", minutemill::ExportEpub)
