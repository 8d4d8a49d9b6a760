// The package document (EPUB 3.3 §5).
#include "book.hpp"

#include <algorithm>

#include <xhtml/xml_output.hpp>

namespace minutemill::epub {
namespace {

class OpfWriter {
 public:
  OpfWriter(std::string& out, const Book& book, const Options& options, const xhtml::Labels& labels,
            const Fonts& fonts)
      : out_(out), book_(book), about_(book.publication), options_(options), labels_(labels), fonts_(fonts) {}

  void write() {
    out_.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out_.open("package").attribute("xmlns", "http://www.idpf.org/2007/opf").attribute("version", "3.0");
    out_.attribute("unique-identifier", "id").attribute("xml:lang", about_.language).line_end();
    out_.open("metadata").attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/").line_end();
    write_metadata();
    write_accessibility();
    out_.close("metadata").line_end();
    write_manifest();
    write_spine();
    out_.close("package").line_end();
  }

 private:
  // <dc:name id="...">value</dc:name>, nothing for an empty value.
  void dc(std::string_view name, std::string_view value, std::string_view id = {}) {
    if (value.empty()) return;
    const std::string element = "dc:" + std::string(name);
    out_.open(element).optional_attribute("id", id).text(value).close(element).line_end();
  }
  void meta(std::string_view property, std::string_view value, std::string_view refines = {},
            std::string_view id = {}, std::string_view scheme = {}) {
    if (value.empty()) return;
    out_.open("meta").optional_attribute("id", id);
    if (!refines.empty()) out_.attribute("refines", "#" + std::string(refines));
    out_.attribute("property", property)
        .optional_attribute("scheme", scheme)
        .text(value)
        .close("meta")
        .line_end();
  }

  void write_metadata() {
    dc("identifier", about_.identifier, "id");
    dc("title", about_.title, "title");
    meta("title-type", "main", "title");
    if (!about_.subtitle.empty()) {
      dc("title", about_.subtitle, "subtitle");
      meta("title-type", "subtitle", "subtitle");
    }
    dc("language", about_.language);
    // Reading systems and libraries show authors alone: who reported or took down the meeting is the author
    // when nobody else is. A creator may have several roles (EPUB 3.3, vocabulary of meta properties).
    const bool has_author =
        std::ranges::find(about_.creators, "aut", &Publication::Person::role) != about_.creators.end();
    std::size_t number = 0;
    for (const Publication::Person& person : about_.creators) {
      const std::string id = "creator-" + std::to_string(++number);
      dc("creator", person.name, id);
      meta("role", person.role, id, {}, "marc:relators");
      if (!has_author) meta("role", "aut", id, {}, "marc:relators");
    }
    dc("publisher", about_.publisher);
    dc("date", about_.date);
    for (const std::string& subject : about_.subjects) dc("subject", subject);
    dc("description", about_.description);
    dc("source", about_.source);
    meta("dcterms:modified", about_.modified);
    if (about_.collection.empty()) return;
    meta("belongs-to-collection", about_.collection, {}, "collection");
    meta("collection-type", "series", "collection");
    meta("group-position", about_.position, "collection");
  }

  void write_accessibility() {
    meta("schema:accessMode", "textual");
    if (book_.has_images) meta("schema:accessMode", "visual");
    // Text alone is enough only when every image has words that stand for it.
    const bool described = !book_.has_images || book_.all_images_described;
    meta("schema:accessModeSufficient", described ? "textual" : "textual,visual");
    for (const std::string_view feature :
         {"tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"})
      meta("schema:accessibilityFeature", feature);
    if (book_.has_images && described) meta("schema:accessibilityFeature", "alternativeText");
    if (book_.has_math) meta("schema:accessibilityFeature", "MathML");
    meta("schema:accessibilityHazard", "none");
    const std::string_view summary = !book_.has_images ? "summary_text"
                                     : described       ? "summary_described"
                                                       : "summary_undescribed";
    meta("schema:accessibilitySummary", labels_.get(about_.language, summary));
  }

  void item(std::string_view id, std::string_view href, std::string_view media_type,
            std::string_view properties = {}) {
    out_.open("item").attribute("id", id).attribute("href", href).attribute("media-type", media_type);
    out_.optional_attribute("properties", properties).close_empty().line_end();
  }

  void write_manifest() {
    out_.open("manifest").line_end();
    item("nav", "nav.xhtml", "application/xhtml+xml", "nav");
    if (options_.ncx) item("ncx", "toc.ncx", "application/x-dtbncx+xml");
    item("style", "style.css", "text/css");
    if (!book_.cover_svg.empty()) {
      item("cover-image", "cover.svg", "image/svg+xml", "cover-image");
      item("cover", "cover.xhtml", "application/xhtml+xml");
    }
    for (const Book::File& file : book_.chapters)
      item(id_of(file), file.name, "application/xhtml+xml", file.math ? "mathml" : "");
    std::size_t number = 0;
    for (const Images::Item& image : book_.images)
      item("image-" + std::to_string(++number), image.file, image.media_type);
    number = 0;
    for (const Fonts::Item& font : fonts_.items())
      item("font-" + std::to_string(++number), font.file, font.media_type);
    out_.close("manifest").line_end();
  }

  void write_spine() {
    out_.open("spine");
    if (options_.ncx) out_.attribute("toc", "ncx");
    out_.line_end();
    if (!book_.cover_svg.empty())
      out_.open("itemref").attribute("idref", "cover").attribute("linear", "no").close_empty().line_end();
    for (const Book::File& file : book_.chapters)
      out_.open("itemref").attribute("idref", id_of(file)).close_empty().line_end();
    out_.close("spine").line_end();
  }

  static std::string id_of(const Book::File& file) {
    std::string id = file.name.substr(0, file.name.rfind('.'));
    std::replace(id.begin(), id.end(), '/', '-');
    return id;
  }

  xhtml::XmlOutput out_;
  const Book& book_;
  const Publication& about_;
  const Options& options_;
  const xhtml::Labels& labels_;
  const Fonts& fonts_;
};

}  // namespace

std::string write_opf(const Book& book, const Options& options, const xhtml::Labels& labels,
                      const Fonts& fonts) {
  std::string out;
  OpfWriter(out, book, options, labels, fonts).write();
  return out;
}

}  // namespace minutemill::epub
