#include "page_metadata.hpp"

#include <algorithm>
#include <array>

#include <minutemill/text.hpp>

namespace minutemill::lift {
namespace {

struct Name {
  std::string_view name;  // lower case
  std::string_view key;
};
// In order of belief for each key.
constexpr std::array kNames = std::to_array<Name>({
    {"articletitle", "title"}, {"og:title", "title"}, {"twitter:title", "title"}, {"dc.title", "title"}, {"dcterms.title", "title"},
    {"pubdate", "published"}, {"article:published_time", "published"}, {"firstpublishedtime", "published"},
    {"datepublished", "published"}, {"publishdate", "published"}, {"dc.date", "published"}, {"dcterms.created", "published"}, {"dc.date.issued", "published"},
    {"dcterms.issued", "published"}, {"date", "published"}, {"article:modified_time", "modified"}, {"og:updated_time", "modified"}, {"lastmodified", "modified"},
    {"dcterms.modified", "modified"}, {"author", "author"}, {"article:author", "author"}, {"dc.creator", "author"}, {"dcterms.creator", "author"},
    {"parsely-author", "author"}, {"sitename", "site"}, {"og:site_name", "site"}, {"application-name", "site"},
    {"description", "description"}, {"og:description", "description"}, {"dc.description", "description"}, {"twitter:description", "description"},
    {"keywords", "keywords"}, {"dc.subject", "keywords"}, {"contentsource", "source"}, {"dc.source", "source"},
    {"og:url", "url"}, {"url", "url"}, {"columnname", "column"}, {"columntype", "column_type"}, {"sitedomain", "site_domain"},
    {"siteidcode", "site_id"},
});

std::string lower(std::string_view text) {
  std::string out(trim(text));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

class PageMetadata {
 public:
  PageMetadata(const Markup& markup, Document& document) : markup_(markup), document_(document) {}

  void run() {
    const pugi::xml_node html = markup_.tree().document_element();
    collect(html.child("head"));
    for (const Name& name : kNames)
      for (const pugi::xml_node& meta : metas_)
        if (name.name == name_of(meta)) set(name.key, meta.attribute("content").value(), meta, "meta:" + std::string(name.name));
    for (const pugi::xml_node& link : html.child("head").children("link"))
      if (std::string_view(link.attribute("rel").value()) == "canonical") set("url", link.attribute("href").value(), link, "link:canonical");
    if (const pugi::xml_node title = html.child("head").child("title")) set("title", title.child_value(), title, "title");
    if (!page_.empty()) {
      Value page = Value::record();
      page.fields() = std::move(page_);
      document_.metadata().set("page", std::move(page));
    }
  }

 private:
  void collect(const pugi::xml_node& head) {
    for (const pugi::xml_node& meta : head.children("meta")) metas_.push_back(meta);
  }

  static std::string name_of(const pugi::xml_node& meta) {
    for (const char* attribute : {"name", "property", "itemprop"})
      if (meta.attribute(attribute)) return lower(meta.attribute(attribute).value());
    return {};
  }

  void set(std::string_view key, std::string_view raw, const pugi::xml_node& from, std::string rule) {
    const std::string_view text = trim(raw);
    if (text.empty() || page_.find(key) != nullptr) return;
    Value value = Value::text(std::string(text));
    Evidence evidence;
    const SourceSpan at = markup_.position(from);
    evidence.source = markup_.source_span(at.begin, at.end);
    evidence.rule = "page:" + std::move(rule);
    evidence.quote = text;
    value.evidence().push_back(std::move(evidence));
    page_.set(key, std::move(value));
  }

  const Markup& markup_;
  Document& document_;
  std::vector<pugi::xml_node> metas_;
  Record page_;
};

}  // namespace

void read_page_metadata(const Markup& markup, Document& document) { PageMetadata(markup, document).run(); }

}  // namespace minutemill::lift
