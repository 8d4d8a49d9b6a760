#include "publication.hpp"

#include <minutemill/text.hpp>

#include <xhtml/language_tag.hpp>

#include "uuid.hpp"

namespace minutemill::epub {
namespace {

// For reports that nothing but their words identifies: the UUIDv5 of "minutemill:report" in the URL name
// space.
const Uuid& report_names() {
  static const Uuid value = name_uuid(kUrlNames, "minutemill:report");
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

std::string time_of_change(const std::string& iso) {
  const std::string_view day = calendar_date(iso);
  if (day.size() != 10) return std::string(kUnknownTime);
  // A time is taken as it stands only when it is UTC; else the day alone is.
  const bool utc = iso.size() == 20 && iso[10] == 'T' && iso[19] == 'Z' && digits_at(iso, 11, 2) &&
                   iso[13] == ':' && digits_at(iso, 14, 2) && iso[16] == ':' && digits_at(iso, 17, 2);
  return utc ? iso : std::string(day) + "T00:00:00Z";
}

std::string title_of(const Document& document, const RecordMapping& mapping) {
  if (std::string title = mapping.line("title", document.metadata()); !title.empty()) return title;
  const Node& root = document.body();
  for (const Node* at = next_in_tree(root, root); at != nullptr; at = next_in_tree(*at, root)) {
    if (at->kind() != NodeKind::heading) continue;
    std::string text = Document::plain_text(*at);
    for (char& c : text)
      if (c == '\n') c = ' ';
    if (!is_blank(text)) return std::string(trim(text));
  }
  if (std::string title = mapping.line("title_without_heading", document.metadata()); !title.empty())
    return title;
  // The name of the input says more than nothing.
  std::string_view name = document.source().name;
  name.remove_prefix(std::min(name.find_last_of("/\\") + 1, name.size()));
  name = name.substr(0, name.rfind('.'));
  return name.empty() ? std::string("report") : std::string(name);
}

void add_people(const Value* people, std::string_view role, std::vector<Publication::Person>& out) {
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
  const std::string url = line_at(document.metadata(), "page.url");
  return "urn:uuid:" + to_string(url.starts_with("http")
                                     ? name_uuid(kUrlNames, url)
                                     : name_uuid(report_names(), Document::plain_text(document.body())));
}

std::string identity_of_volume(std::string_view name) {
  return "urn:uuid:" + to_string(name_uuid(report_names(), "volume:" + std::string(name)));
}

RecordMapping publication_mapping(const MappingFile& file, Diagnostics& diagnostics) {
  return RecordMapping(
      file, "epub",
      {"title", "title_without_heading", "subtitle", "date", "modified", "publisher", "description", "source",
       "collection", "position", "subjects", "reporter", "transcriber", "author"},
      diagnostics);
}

Publication read_publication(const Document& document, const RecordMapping& mapping,
                             std::string_view fallback_language) {
  const Record& record = document.metadata();
  const auto line = [&](std::string_view target) { return mapping.line(target, record, ", "); };
  Publication out;
  out.identifier = identity_of(document);
  out.title = title_of(document, mapping);
  out.subtitle = line("subtitle");
  out.language = xhtml::language_of(document, fallback_language);
  out.date = calendar_date(line("date"));
  out.modified = time_of_change(line("modified"));
  out.publisher = line("publisher");
  out.description = line("description");
  out.source = line("source");
  out.collection = line("collection");
  if (!out.collection.empty()) out.position = line("position");
  out.subjects = mapping.lines("subjects", record);
  add_people(mapping.find("reporter", record), "rpt", out.creators);
  const bool reported = !out.creators.empty();
  add_people(mapping.find("transcriber", record), "trc", out.creators);
  if (!reported) add_people(mapping.find("author", record), "aut", out.creators);
  return out;
}

}  // namespace minutemill::epub
