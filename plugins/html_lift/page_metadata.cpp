#include "page_metadata.hpp"

#include <algorithm>
#include <array>

#include <minutemill/text.hpp>

#include "iso_time.hpp"
#include "json_ld.hpp"
#include "markup_walk.hpp"
#include "page_title.hpp"

namespace minutemill::lift {
namespace {

struct Name {
  std::string_view name;  // lower case
  std::string_view key;
};
// In order of belief for each key; ':' of a name reads as '.'.
constexpr std::array kNames = std::to_array<Name>({
    {"articletitle", "title"},
    {"dc.title", "title"},
    {"dcterm.title", "title"},
    {"dcterms.title", "title"},
    {"og.title", "title"},
    {"weibo.article.title", "title"},
    {"weibo.webpage.title", "title"},
    {"title", "title"},
    {"twitter.title", "title"},
    {"parsely-title", "title"},
    {"pubdate", "published"},
    {"article.published_time", "published"},
    {"parsely-pub-date", "published"},
    {"firstpublishedtime", "published"},
    {"datepublished", "published"},
    {"publishdate", "published"},
    {"publish-date", "published"},
    {"dc.date.issued", "published"},
    {"dcterms.issued", "published"},
    {"dcterms.created", "published"},
    {"dc.date.created", "published"},
    {"sailthru.date", "published"},
    {"cxenseparse.recs.publishtime", "published"},
    {"article.modified_time", "modified"},
    {"datemodified", "modified"},
    {"og.updated_time", "modified"},
    {"lastmodified", "modified"},
    {"last-modified", "modified"},
    {"dcterms.modified", "modified"},
    {"dc.creator", "author"},
    {"dcterm.creator", "author"},
    {"dcterms.creator", "author"},
    {"author", "author"},
    {"article.author", "author"},
    {"parsely-author", "author"},
    {"sitename", "site"},
    {"og.site_name", "site"},
    {"application-name", "site"},
    {"dc.description", "description"},
    {"dcterms.description", "description"},
    {"og.description", "description"},
    {"description", "description"},
    {"twitter.description", "description"},
    {"keywords", "keywords"},
    {"dc.subject", "keywords"},
    {"contentsource", "source"},
    {"dc.source", "source"},
    {"og.url", "url"},
    {"url", "url"},
    {"columnname", "column"},
    {"columntype", "column_type"},
    {"sitedomain", "site_domain"},
    {"siteidcode", "site_id"},
    {"dc.language", "lang"},
    {"og.locale", "lang"},
});

std::string lower(std::string_view text) {
  std::string out(trim(text));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '3';
}

std::string text_below(const pugi::xml_node& root) {
  constexpr std::size_t kLongest = 1000;
  std::string out;
  for (pugi::xml_node at = root; at && out.size() < kLongest; at = next_within(at, root))
    if (at.type() == pugi::node_pcdata) out.append(at.value());
  return one_line(out);
}

bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

// The name of a person (schema.org/Person), whose element may hold a portrait, a date and an address too.
std::string name_below(const pugi::xml_node& person) {
  const pugi::xml_node name = person.find_node([](const pugi::xml_node& node) {
    return std::string_view(node.attribute("itemprop").value()) == "name" && node.first_child();
  });
  std::string text = text_below(name ? name : person);
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xc0) == 0x80) --last;
    std::size_t at = last;
    const char32_t c = next_code_point(text, at);
    if (c != ' ' && c != ',' && c != '|' && c != '-' && c != 0x2013 && c != 0x2014 && c != 0xb7) break;
    text.resize(last);
  }
  return text;
}

class PageMetadata {
 public:
  PageMetadata(const Markup& markup, Document& document) : markup_(markup), document_(document) {}

  void run() {
    collect();
    for (const pugi::xml_node& script : scripts_)
      for (auto& [key, value] :
           read_json_ld(script.child_value(),
                        markup_.tree().document_element().child("head").child("title").child_value()))
        set(key, value, script, "json-ld");
    for (const Name& name : kNames)
      for (const Meta& meta : metas_)
        if (name.name == meta.name)
          set(name.key, meta.node.attribute("content").value(), meta.node, "meta:" + meta.name);
    microdata();
    if (next_) set("next", next_.attribute("href").value(), next_, "rel:next");
    if (previous_) set("previous", previous_.attribute("href").value(), previous_, "rel:prev");
    if (canonical_) set("url", canonical_.attribute("href").value(), canonical_, "link:canonical");
    titles();
    if (time_) set("published", time_.attribute("datetime").value(), time_, "time");
    visible_date();
    address_date();
    if (page_.empty()) return;
    Value page = Value::record();
    page.fields() = std::move(page_);
    document_.metadata().set("page", std::move(page));
  }

 private:
  struct Meta {
    std::string name;
    pugi::xml_node node;
  };

  void collect() {
    const pugi::xml_node root = markup_.tree().document_element();
    for (pugi::xml_node at = root; at; at = next_within(at, root))
      if (at.type() == pugi::node_element) look(at);
  }

  void look(const pugi::xml_node& element) {
    const std::string_view name = element.name();
    constexpr std::size_t kHeadings = 40;
    if (is_heading(name) && headings_.size() < kHeadings)
      headings_.push_back({name[1] - '0', text_below(element)});
    if (!element.first_attribute()) return;
    if (name == "meta")
      add_meta(element);
    else if (name == "script" && lower(element.attribute("type").value()) == "application/ld+json")
      scripts_.push_back(element);
    else if (name == "link" && lower(element.attribute("rel").value()) == "canonical" && !canonical_)
      canonical_ = element;
    else if ((name == "link" || name == "a") && element.attribute("rel") && element.attribute("href"))
      add_neighbour(element);
    else if (name == "time" && !time_ && element.attribute("datetime") && !in_furniture(element))
      time_ = element;
    if (std::string_view(element.attribute(mark::kRole).value()) == "byline") bylines_.push_back(element);
    if (element.attribute("itemprop") && name != "meta")
      itemprops_.push_back(element);
    else if (name == "a" && lower(element.attribute("rel").value()) == "author")
      itemprops_.push_back(element);
  }

  // The other pages of a report that stands on several (HTML §4.6.7.12, §4.6.7.15; "previous" is common).
  void add_neighbour(const pugi::xml_node& link) {
    const std::string rel = lower(link.attribute("rel").value());
    if (!next_ && has_word(rel, "next")) next_ = link;
    if (!previous_ && (has_word(rel, "prev") || has_word(rel, "previous"))) previous_ = link;
  }

  // A property may hold several names: "dc:title og:title".
  void add_meta(const pugi::xml_node& meta) {
    for (const char* attribute : {"property", "name", "itemprop"}) {
      std::string names = lower(meta.attribute(attribute).value());
      std::replace(names.begin(), names.end(), ':', '.');
      for (std::size_t at = 0; at < names.size();) {
        const std::size_t end = std::min(names.find(' ', at), names.size());
        if (end > at) metas_.push_back({names.substr(at, end - at), meta});
        at = end + 1;
      }
    }
  }

  void microdata() {
    for (const pugi::xml_node& element : itemprops_) {
      const std::string properties = lower(element.attribute("itemprop").value());
      const std::string_view property =
          has_word(properties, "author") ? "author" : std::string_view(properties);
      std::string value = element.attribute("content") ? element.attribute("content").value()
                                                       : element.attribute("datetime").value();
      if (value.empty()) value = property == "author" ? name_below(element) : text_below(element);
      constexpr std::size_t kLongest = 100;
      if (value.size() > kLongest) continue;
      if (property == "datepublished")
        set("published", value, element, "microdata");
      else if (property == "datemodified")
        set("modified", value, element, "microdata");
      else if (property == "author")
        set("author", value, element, "microdata");
      else if (property.empty())
        set("author", value, element, "rel:author");
    }
  }

  void titles() {
    const pugi::xml_node title = markup_.tree().document_element().child("head").child("title");
    const Value* site = page_.find("site");
    const std::string site_name = site != nullptr ? site->as_text() : std::string();
    // What meta elements give is the title as the site wants it; <title> carries the site's name behind it.
    if (title) set("title", without_site(title.child_value(), headings_, site_name), title, "title");
  }

  // The line under the headline that html_clean knew by its words or its class.
  void visible_date() {
    for (const pugi::xml_node& line : bylines_)
      if (const std::string day = day_in(text_below(line)); !day.empty())
        set("published", day, line, "byline");
  }

  // "/2024/06/25/", "/t20240625_1.html": the last resort.
  void address_date() {
    const Value* url = page_.find("url");
    if (url == nullptr) return;
    const std::string day = day_in_address(url->as_text());
    if (!day.empty()) set("published", day, address_, "url");
  }

  static bool in_furniture(pugi::xml_node node) {
    for (; node; node = node.parent())
      if (node.attribute(mark::kFurniture)) return true;
    return false;
  }

  void set(std::string_view key, std::string_view raw, const pugi::xml_node& from, std::string rule) {
    const bool is_time = key == "published" || key == "modified";
    const std::string line = one_line(raw), text = is_time ? iso_time(line) : line;
    const bool address = (key == "author") && text.find("://") != std::string::npos;
    if (text.empty() || address || page_.find(key) != nullptr) return;
    Value value = Value::text(text);
    Evidence evidence;
    const SourceSpan at = markup_.position(from);
    evidence.source = markup_.source_span(at.begin, at.end);
    evidence.rule = "page:" + std::move(rule);
    evidence.quote = line;
    value.evidence().push_back(std::move(evidence));
    if (key == "url") address_ = from;
    page_.set(key, std::move(value));
  }

  const Markup& markup_;
  Document& document_;
  std::vector<Meta> metas_;
  std::vector<pugi::xml_node> scripts_, itemprops_, bylines_;
  std::vector<PageHeading> headings_;
  pugi::xml_node canonical_, time_, address_, next_, previous_;
  Record page_;
};

}  // namespace

void read_page_metadata(const Markup& markup, Document& document) {
  PageMetadata(markup, document).run();
}

}  // namespace minutemill::lift
