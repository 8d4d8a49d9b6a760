#include "publication.hpp"

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <minutemill/text.hpp>

#include <xhtml/language_tag.hpp>

namespace minutemill::epub {
namespace {

// For reports that nothing but their words identifies: the UUIDv5 of "minutemill:report" in the URL name
// space.
const boost::uuids::uuid& report_namespace() {
  static const boost::uuids::uuid value =
      boost::uuids::name_generator_sha1(boost::uuids::ns::url())("minutemill:report");
  return value;
}

// What an unknown time of change is written as: EPUB wants one, and the clock would make each run differ. The
// first moment that the package's own file times can say.
constexpr std::string_view kUnknownTime = "1980-01-01T00:00:00Z";

std::string line_at(const Record& record, std::string_view path) {
  const Value* value = record.at(path);
  if (value == nullptr) return {};
  std::string line = value->to_line(", ");
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return std::string(trim(line));
}

std::string first_of(const Record& record, std::initializer_list<std::string_view> paths) {
  for (const std::string_view path : paths)
    if (std::string line = line_at(record, path); !line.empty()) return line;
  return {};
}

bool digits_at(std::string_view text, std::size_t from, std::size_t count) noexcept {
  if (text.size() < from + count) return false;
  for (std::size_t i = from; i < from + count; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  return true;
}

// CCYY, CCYY-MM or CCYY-MM-DD at the start of an ISO date; empty for a date without a year.
std::string_view calendar_date(std::string_view iso) noexcept {
  if (!digits_at(iso, 0, 4)) return {};
  if (iso.size() < 7 || iso[4] != '-' || !digits_at(iso, 5, 2)) return iso.substr(0, 4);
  if (iso.size() < 10 || iso[7] != '-' || !digits_at(iso, 8, 2)) return iso.substr(0, 7);
  return iso.substr(0, 10);
}

std::string time_of_change(const Record& record) {
  const std::string iso = first_of(record, {"page.modified", "page.published", "date"});
  const std::string_view day = calendar_date(iso);
  if (day.size() != 10) return std::string(kUnknownTime);
  // A time is taken as it stands only when it is UTC; else the day alone is.
  const bool utc = iso.size() == 20 && iso[10] == 'T' && iso[19] == 'Z' && digits_at(iso, 11, 2) &&
                   iso[13] == ':' && digits_at(iso, 14, 2) && iso[16] == ':' && digits_at(iso, 17, 2);
  return utc ? iso : std::string(day) + "T00:00:00Z";
}

std::string title_of(const Document& document) {
  if (std::string title = first_of(document.metadata(), {"title"}); !title.empty()) return title;
  const Node& root = document.body();
  for (const Node* at = next_in_tree(root, root); at != nullptr; at = next_in_tree(*at, root)) {
    if (at->kind() != NodeKind::heading) continue;
    std::string text = Document::plain_text(*at);
    for (char& c : text)
      if (c == '\n') c = ' ';
    if (!is_blank(text)) return std::string(trim(text));
  }
  if (std::string title = first_of(document.metadata(), {"page.title", "meeting.name"}); !title.empty())
    return title;
  // The name of the input says more than nothing.
  std::string_view name = document.source().name;
  name.remove_prefix(std::min(name.find_last_of("/\\") + 1, name.size()));
  name = name.substr(0, name.rfind('.'));
  return name.empty() ? std::string("report") : std::string(name);
}

void add_people(const Record& record, std::string_view key, std::string_view role,
                std::vector<Publication::Person>& out) {
  const Value* people = record.find(key);
  if (people == nullptr) return;
  const auto add = [&](const Value& value) {
    std::string name =
        value.kind() == Value::Kind::record ? line_at(value.fields(), "name") : value.to_line(", ");
    if (!is_blank(name)) out.push_back({std::string(trim(name)), std::string(role)});
  };
  if (people->kind() == Value::Kind::list)
    for (const Value& item : people->items()) add(item);
  else
    add(*people);
}

}  // namespace

std::string identity_of(const Document& document) {
  using boost::uuids::name_generator_sha1;
  const std::string url = line_at(document.metadata(), "page.url");
  const boost::uuids::uuid uuid =
      url.starts_with("http")
          ? name_generator_sha1(boost::uuids::ns::url())(url)
          : name_generator_sha1(report_namespace())(Document::plain_text(document.body()));
  return "urn:uuid:" + boost::uuids::to_string(uuid);
}

Publication read_publication(const Document& document, std::string_view fallback_language) {
  const Record& record = document.metadata();
  Publication out;
  out.identifier = identity_of(document);
  out.title = title_of(document);
  out.subtitle = line_at(record, "subtitle");
  out.language = xhtml::language_of(document, fallback_language);
  out.date = calendar_date(first_of(record, {"date", "page.published"}));
  out.modified = time_of_change(record);
  out.publisher = first_of(record, {"source", "page.site", "group", "meeting.body"});
  out.description = line_at(record, "page.description");
  out.source = first_of(record, {"page.url", "source"});
  out.collection = first_of(record, {"meeting.body", "group"});
  out.position = line_at(record, "meeting.ordinal");
  if (out.collection.empty()) out.position.clear();
  if (const Value* agenda = record.find("agenda"))
    for (const Value& item : agenda->items())
      if (std::string topic = line_at(item.fields(), "topic"); !topic.empty())
        out.subjects.push_back(std::move(topic));
  add_people(record, "reporters", "rpt", out.creators);
  add_people(record, "scribes", "trc", out.creators);
  add_people(record, "recorder", "trc", out.creators);
  if (out.creators.empty() && !out.collection.empty()) out.creators.push_back({out.collection, "aut"});
  return out;
}

}  // namespace minutemill::epub
