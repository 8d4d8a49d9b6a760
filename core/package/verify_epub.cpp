// EPUB 3.3: container, package document, navigation, references of the content documents.
#include <algorithm>
#include <cstdlib>

#include "package/epub_pages.hpp"
#include "package/verify.hpp"

namespace minutemill::verify {
namespace {

// "zh-Hant-TW": letters and digits in parts of at most eight, the first of letters alone (BCP 47 §2.1).
bool is_language(std::string_view tag) {
  std::size_t parts = 0;
  for (std::size_t begin = 0; begin <= tag.size(); ++parts) {
    const std::size_t end = std::min(tag.find('-', begin), tag.size());
    const std::string_view part = tag.substr(begin, end - begin);
    const bool plain = std::all_of(part.begin(), part.end(), [&](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (parts > 0 && c >= '0' && c <= '9');
    });
    if (!plain || part.empty() || part.size() > 8 || (parts == 0 && part.size() == 1)) return false;
    begin = end + 1;
  }
  return true;
}

// "2024-01-01T00:00:00Z" (EPUB 3.3 §5.5.4).
bool is_modified(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  return text.size() == kForm.size() &&
         std::equal(text.begin(), text.end(), kForm.begin(),
                    [](char c, char form) { return form == '0' ? c >= '0' && c <= '9' : c == form; });
}

// Values that the vocabulary of schema.org's accessibility properties has, of those a book of text can claim.
bool is_feature(std::string_view value) {
  static constexpr std::string_view kKnown[] = {"alternativeText",
                                                "annotations",
                                                "ARIA",
                                                "audioDescription",
                                                "bookmarks",
                                                "braille",
                                                "captions",
                                                "ChemML",
                                                "describedMath",
                                                "displayTransformability",
                                                "fullRubyAnnotations",
                                                "highContrastAudio",
                                                "highContrastDisplay",
                                                "horizontalWriting",
                                                "index",
                                                "largePrint",
                                                "latex",
                                                "longDescription",
                                                "MathML",
                                                "none",
                                                "openCaptions",
                                                "pageBreakMarkers",
                                                "pageNavigation",
                                                "printPageNumbers",
                                                "readingOrder",
                                                "rubyAnnotations",
                                                "signLanguage",
                                                "structuralNavigation",
                                                "synchronizedAudioText",
                                                "tableOfContents",
                                                "tactileGraphic",
                                                "tactileObject",
                                                "taggedPDF",
                                                "timingControl",
                                                "transcript",
                                                "ttsMarkup",
                                                "unknown",
                                                "unlocked",
                                                "verticalWriting",
                                                "withAdditionalWordSegmentation",
                                                "withoutAdditionalWordSegmentation"};
  return std::find(std::begin(kKnown), std::end(kKnown), value) != std::end(kKnown);
}

class EpubCheck {
 public:
  explicit EpubCheck(Parts& parts) : parts_(parts) {}

  void run() {
    mimetype();
    const pugi::xml_document* container = parts_.tree("META-INF/container.xml");
    if (container == nullptr) {
      parts_.add("META-INF/container.xml", "is not there");
      return;
    }
    opf_ = container->child("container").child("rootfiles").child("rootfile").attribute("full-path").value();
    const pugi::xml_document* package = parts_.tree(opf_);
    if (package == nullptr) {
      parts_.add("META-INF/container.xml", "names the package document " + opf_ + ", which is not there");
      return;
    }
    metadata(package->child("package"));
    manifest(package->child("package"));
    check_pages(parts_, pages_);
  }

 private:
  void mimetype() {
    const auto& entries = parts_.reader.entries();
    if (entries.empty() || entries.front().name != "mimetype") {
      parts_.add("mimetype", "is not the first entry");
      return;
    }
    if (!entries.front().stored || entries.front().has_extra)
      parts_.add("mimetype", "is compressed or has an extra field");
    if (parts_.reader.read("mimetype") != "application/epub+zip")
      parts_.add("mimetype", "says something else");
  }

  void metadata(pugi::xml_node package) {
    const pugi::xml_node data = package.child("metadata");
    pages_.title = data.child("dc:title").text().get();
    for (const char* name : {"dc:title", "dc:language", "dc:identifier"})
      if (std::string_view(data.child(name).text().get()).empty())
        parts_.add(opf_, std::string("has no ") + name);
    int modified = 0;
    for (const pugi::xml_node meta : data.children("meta"))
      if (std::string_view(meta.attribute("property").value()) == "dcterms:modified") {
        ++modified;
        if (!is_modified(meta.text().get()))
          parts_.add(opf_, std::string("dcterms:modified is no time in UTC: ") + meta.text().get());
      }
    if (modified != 1) parts_.add(opf_, "must have one dcterms:modified, has " + std::to_string(modified));
    for (const pugi::xml_node language : data.children("dc:language"))
      if (!is_language(language.text().get()))
        parts_.add(opf_, std::string("dc:language is no language: ") + language.text().get());
    accessibility(data);
    const std::string unique = package.attribute("unique-identifier").value();
    if (std::string_view(data.find_child_by_attribute("id", unique.c_str()).name()) != "dc:identifier")
      parts_.add(opf_, "its unique identifier is not there");
  }

  // EPUB Accessibility 1.1 §2.2.
  void accessibility(pugi::xml_node data) {
    for (const char* name : {"accessMode", "accessModeSufficient", "accessibilityFeature",
                             "accessibilityHazard", "accessibilitySummary"}) {
      const std::string property = std::string("schema:") + name;
      bool there = false;
      for (const pugi::xml_node meta : data.children("meta"))
        there |= property == meta.attribute("property").value() && !meta.text().empty();
      if (!there) parts_.add(opf_, "has no " + property);
    }
    for (const pugi::xml_node meta : data.children("meta"))
      if (std::string_view(meta.attribute("property").value()) == "schema:accessibilityFeature" &&
          !is_feature(meta.text().get()))
        parts_.add(opf_,
                   std::string("schema:accessibilityFeature has the unknown value ") + meta.text().get());
  }

  void manifest(pugi::xml_node package) {
    Names ids, files;
    std::map<std::string, std::string> by_id;
    int navigation = 0;
    for (const pugi::xml_node item : package.child("manifest").children("item")) {
      const std::string id = item.attribute("id").value(), href = item.attribute("href").value();
      if (!ids.insert(id).second) parts_.add(opf_, "manifest id " + id + " stands twice");
      if (is_remote_href(href)) {
        parts_.add(opf_, "the resource " + href + " is remote");
        continue;
      }
      const std::string file = resolve(opf_, decoded_href(href));
      if (!files.insert(file).second) parts_.add(opf_, "the manifest lists " + href + " twice");
      if (!parts_.reader.has(file)) parts_.add(opf_, "the manifest lists " + href + ", which is not there");
      const std::string properties = " " + std::string(item.attribute("properties").value()) + " ";
      if (properties.find(" nav ") != std::string::npos) {
        ++navigation;
        pages_.navigation = file;
      }
      by_id[id] = file;
      if (std::string_view(item.attribute("media-type").value()).find('/') == std::string_view::npos)
        parts_.add(opf_, "the manifest gives " + href + " no media type");
    }
    if (navigation != 1)
      parts_.add(opf_, "must have one navigation document, has " + std::to_string(navigation));
    for (const auto& entry : parts_.reader.entries())
      if (entry.name != "mimetype" && !entry.name.starts_with("META-INF/") && entry.name != opf_ &&
          !files.contains(entry.name))
        parts_.add(entry.name, "is not in the manifest");
    Names spine;
    for (const pugi::xml_node item : package.child("spine").children("itemref")) {
      const std::string id = item.attribute("idref").value();
      if (!ids.contains(id) || !spine.insert(id).second)
        parts_.add(opf_, "the spine names " + id + " twice or without a manifest item");
      else
        pages_.spine.push_back(by_id[id]);
    }
    if (spine.empty()) parts_.add(opf_, "the spine is empty");
  }

  Parts& parts_;
  std::string opf_;
  EpubPages pages_;
};

}  // namespace

void check_epub(Parts& parts) {
  EpubCheck(parts).run();
}

}  // namespace minutemill::verify
