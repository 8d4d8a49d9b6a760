#include "akn_meta.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <fmt/format.h>
#include <unicode/uloc.h>

#include <minutemill/text.hpp>

#include "xhtml/anchors.hpp"
#include "xhtml/language_tag.hpp"

namespace minutemill::akn {
namespace {

constexpr std::string_view kRecordNamespace = "urn:minutemill:record:1";
// FRBRdate must be a date: what stands for one that the report does not tell.
constexpr std::string_view kNoDate = "0001-01-01";

std::string line_at(const Record& record, std::string_view path) {
  const Value* value = record.at(path);
  return value != nullptr ? value->to_line() : std::string();
}

// "2020-05-22"; empty when the year, the month or the day is not known.
std::string full_date(std::string_view iso) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  const std::string_view date = iso.substr(0, kForm.size());
  const bool whole = std::ranges::equal(
      date, kForm, [](char c, char form) { return form == 'd' ? c >= '0' && c <= '9' : c == form; });
  return whole ? std::string(date) : std::string();
}

// A component of an IRI: letters and digits of any script stay, all else is '-'.
std::string iri_part(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    const bool plain = (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
                       (c > 0x7f && !is_space(c) && !is_bidi_control(c) && c != 0xfffd && is_xml_char(c));
    if (plain)
      append_utf8(out, c);
    else if (!out.empty() && out.back() != '-')
      out.push_back('-');
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

// ISO 639-2 of a BCP 47 tag.
std::string language_code(const std::string& tag) {
  const std::string code = uloc_getISO3Language(tag.c_str());
  return code.empty() ? "und" : code;
}

class MetaWriter {
 public:
  MetaWriter(const Document& document, const Options& options, xhtml::XmlOutput& out)
      : record_(document.metadata()), options_(options), out_(out) {
    language_ = xhtml::language_of(document, options.language);
    date_ = full_date(line_at(record_, "date"));
    published_ = full_date(line_at(record_, "page.published"));
    body_ = line_at(record_, "meeting.body");
  }

  void write() {
    out_.open("meta");
    write_identification();
    write_references();
    out_.open("proprietary").attribute("source", "#minutemill");
    out_.open("mm:record").attribute("xmlns:mm", kRecordNamespace);
    write_record(record_);
    out_.close("mm:record").close("proprietary").close("meta").line_end();
  }

 private:
  // .../country/debateReport/actor/date/number (Naming Convention §4.4)
  [[nodiscard]] std::string work_uri() const {
    std::string uri = fmt::format("/akn/{}/debateReport", iri_part(options_.country));
    for (const std::string& part : {iri_part(body_), date_.empty() ? std::string("undated") : date_,
                                    line_at(record_, "meeting.ordinal")})
      if (!part.empty()) uri += "/" + part;
    return uri;
  }

  void write_value(std::string_view element, std::string_view value) {
    out_.open(element).attribute("value", value).close_empty();
  }

  void begin_level(std::string_view element, const std::string& uri, const std::string& self,
                   const std::string& date, std::string_view what) {
    out_.open(element);
    write_value("FRBRthis", self);
    write_value("FRBRuri", uri);
    out_.open("FRBRdate").attribute("date", date.empty() ? kNoDate : std::string_view(date));
    out_.attribute("name", date.empty() ? "unknown" : what).close_empty();
    out_.open("FRBRauthor").attribute("href", body_.empty() ? "#minutemill" : "#body").close_empty();
  }

  void write_identification() {
    const std::string work = work_uri();
    const std::string expression = fmt::format("{}/{}@", work, language_code(language_));
    out_.open("identification").attribute("source", "#minutemill");
    begin_level("FRBRWork", work, work + "/!main", date_, "meeting");
    write_value("FRBRcountry", options_.country);
    if (const std::string ordinal = line_at(record_, "meeting.ordinal"); !ordinal.empty())
      write_value("FRBRnumber", ordinal);
    if (const std::string title = line_at(record_, "title"); !title.empty()) write_value("FRBRname", title);
    out_.close("FRBRWork");
    begin_level("FRBRExpression", expression, expression + "/!main", published_.empty() ? date_ : published_,
                published_.empty() ? "meeting" : "publication");
    out_.open("FRBRlanguage").attribute("language", language_code(language_)).close_empty();
    out_.close("FRBRExpression");
    begin_level("FRBRManifestation", expression + ".xml", expression + "/!main.xml",
                published_.empty() ? date_ : published_, published_.empty() ? "meeting" : "publication");
    write_value("FRBRformat", "application/akn+xml");
    out_.close("FRBRManifestation").close("identification");
  }

  void write_class(std::string_view element, const std::string& id, std::string_view kind,
                   const std::string& shown) {
    if (shown.empty()) return;
    out_.open(element).attribute("eId", id);
    out_.attribute("href", fmt::format("/akn/ontology/{}/{}", kind, iri_part(shown)))
        .attribute("showAs", shown);
    out_.close_empty();
  }

  void write_references() {
    out_.open("references").attribute("source", "#minutemill");
    write_class("TLCOrganization", "minutemill", "organization", "minutemill");
    write_class("TLCOrganization", "body", "organization", body_);
    write_class("TLCEvent", "meeting", "event", line_at(record_, "meeting.name"));
    write_class("TLCLocation", "place", "location", line_at(record_, "place"));
    std::unordered_set<std::string> known;
    std::size_t persons = 0;
    for (const std::string_view role :
         {"chairs", "attendees", "observers", "absent", "recorder", "reporters"}) {
      const Value* value = record_.find(role);
      if (value == nullptr) continue;
      for (const std::string& name : names_of(*value))
        if (!name.empty() && known.insert(name).second)
          write_class("TLCPerson", fmt::format("person_{}", ++persons), "person", name);
    }
    out_.close("references");
  }

  static std::vector<std::string> names_of(const Value& value) {
    if (value.kind() != Value::Kind::list) return {value.to_line()};
    std::vector<std::string> out;
    for (const Value& item : value.items()) out.push_back(item.to_line());
    return out;
  }

  void write_record(const Record& record) {
    for (const auto& [key, value] : record) {
      if (value.empty()) continue;
      const std::string element = "mm:" + xhtml::to_xml_name(key);
      out_.open(element);
      write_content(value);
      out_.close(element);
    }
  }

  void write_content(const Value& value) {
    if (value.kind() == Value::Kind::record) {
      write_record(value.fields());
    } else if (value.kind() == Value::Kind::list) {
      for (const Value& item : value.items()) {
        out_.open("mm:item");
        write_content(item);
        out_.close("mm:item");
      }
    } else {
      out_.text(value.to_line());
    }
  }

  const Record& record_;
  const Options& options_;
  xhtml::XmlOutput& out_;
  std::string language_;
  std::string date_;
  std::string published_;
  std::string body_;
};

}  // namespace

void write_meta(const Document& document, const Options& options, xhtml::XmlOutput& out) {
  MetaWriter(document, options, out).write();
}

}  // namespace minutemill::akn
