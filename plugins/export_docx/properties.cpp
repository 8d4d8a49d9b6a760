#include "properties.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include <minutemill/text.hpp>

#include <xhtml/xml_output.hpp>

#include "headings.hpp"
#include "vocabulary.hpp"

namespace minutemill::docx {
namespace {

using xhtml::XmlOutput;

constexpr const char* kFormatId =
    "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";  // user-defined properties, [MS-OLEPS] §3.1
constexpr std::size_t kLongestName = 255;
constexpr std::size_t kLongestValue = 4000;  // bytes
constexpr std::size_t kMostProperties = 500;

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

// A day or a moment that xsd:dateTime can hold, completed to one; empty for dates without a year and other
// shapes.
std::string date_time(std::string_view iso) {
  static constexpr std::string_view kShape = "dddd-dd-dd";
  if (iso.size() < kShape.size()) return {};
  for (std::size_t i = 0; i < kShape.size(); ++i)
    if (kShape[i] == 'd' ? !is_digit(iso[i]) : iso[i] != kShape[i]) return {};
  const int month = (iso[5] - '0') * 10 + iso[6] - '0', day = (iso[8] - '0') * 10 + iso[9] - '0';
  static constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > kDays[month - 1] || iso.substr(0, 4) == "0000") return {};
  if (iso.size() == kShape.size()) return std::string(iso) + "T00:00:00Z";
  static constexpr std::string_view kTime = "Tdd:dd:dd";
  std::string_view time = iso.substr(kShape.size());
  if (time.size() < kTime.size()) return std::string(iso.substr(0, kShape.size())) + "T00:00:00Z";
  for (std::size_t i = 0; i < kTime.size(); ++i)
    if (kTime[i] == 'd' ? !is_digit(time[i]) : time[i] != kTime[i]) return {};
  if (time.substr(1, 2) > "23" || time.substr(4, 2) > "59" || time.substr(7, 2) > "59") return {};
  std::string_view zone = time.substr(kTime.size());
  const bool offset = zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && is_digit(zone[1]) &&
                      is_digit(zone[2]) && zone[3] == ':' && is_digit(zone[4]) && is_digit(zone[5]) &&
                      zone.substr(1, 2) < "14";
  return std::string(iso.substr(0, kShape.size())) + std::string(time.substr(0, kTime.size())) +
         (offset ? std::string(zone) : "Z");
}

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

void add_text(XmlOutput& out, std::string_view element, std::string_view text) {
  out.open(element).text(text).close(element);
}
void add_element(XmlOutput& out, std::string_view name, const std::string& text) {
  if (!is_blank(text)) add_text(out, name, cut_utf8(text, kLongestValue));
}
void add_moment(XmlOutput& out, std::string_view name, const std::string& iso) {
  const std::string moment = date_time(iso);
  if (moment.empty()) return;
  out.open(name).attribute("xsi:type", "dcterms:W3CDTF").text(moment).close(name);
}

class CustomWriter {
 public:
  explicit CustomWriter(XmlOutput& out) : out_(out) {}

  void write(const TextMap& paths, const Record& record) {
    for (const auto& [name, path] : paths)
      if (const Value* value = record.at(path); value != nullptr && !value->empty()) write(name, *value);
  }

  void write(const Record& record, const std::string& prefix) {
    for (const auto& [key, value] : record) {
      const std::string name = prefix + key;
      if (value.empty()) continue;
      if (value.kind() == Value::Kind::record)
        write(value.fields(), name + ".");
      else
        write(name, value);
    }
  }

 private:
  void write(std::string_view name, const Value& value) {
    const std::string shown(cut_utf8(name, kLongestName));
    if (names_.size() >= kMostProperties || !names_.insert(shown).second) return;
    out_.open("property")
        .attribute("fmtid", kFormatId)
        .attribute("pid", static_cast<std::int64_t>(names_.size() + 1))  // 0 and 1 are taken
        .attribute("name", shown);
    write_value(value);
    out_.close("property");
  }

  void write_value(const Value& value) {
    const std::int64_t number = value.as_number();
    if (value.kind() == Value::Kind::number && number >= INT32_MIN && number <= INT32_MAX) {
      add_text(out_, "vt:i4", std::to_string(number));
    } else if (value.kind() == Value::Kind::boolean) {
      add_text(out_, "vt:bool", number != 0 ? "true" : "false");
    } else if (const std::string moment = value.kind() == Value::Kind::date ? date_time(value.as_text()) : "";
               !moment.empty()) {
      add_text(out_, "vt:filetime", moment);
    } else {
      add_text(out_, "vt:lpwstr", cut_utf8(value.to_line(), kLongestValue));
    }
  }

  XmlOutput& out_;
  std::unordered_set<std::string> names_;
};

}  // namespace

std::string title_of(const Document& document, const PropertyMapping* mapping) {
  if (mapping != nullptr)
    if (std::string title = mapping->core.line("title", document.metadata()); !title.empty()) return title;
  if (const Value* title = document.metadata().find("title"); title != nullptr && !is_blank(title->to_line()))
    return title->to_line();
  const Node& body = document.body();
  for (const Node* at = next_in_tree(body, body); at != nullptr; at = next_in_tree(*at, body))
    if (at->kind() == NodeKind::heading && !at->empty()) return Document::plain_text(*at);
  const std::string& name = document.source().name;
  return name.empty() ? "Untitled" : name.substr(name.find_last_of("/#") + 1);
}

PropertyMapping::PropertyMapping(const ConfigFile& named, Setup& setup) {
  const MappingFile file(named, setup);
  core = RecordMapping(
      file, "docx.core",
      {"title", "subject", "creator", "keywords", "description", "category", "created", "modified"},
      setup.diagnostics());
  const ConfigNode* section = file.find("docx");
  if (section == nullptr || !section->is_map()) return;
  ConfigReader parts(*section, "mapping of docx", setup.diagnostics());
  (void)parts.any("core");
  const ConfigNode* node = parts.any("custom");
  parts.finish();
  if (node == nullptr) return;
  all_custom = node->is_scalar() && node->scalar() == "all";
  if (all_custom) return;
  ConfigReader reader(*node, "list of custom properties", setup.diagnostics());
  for (const auto& [key, value] : node->entries())
    custom.emplace_back(key->scalar(), reader.text(key->scalar()));
}

std::string core_properties(const Document& document, const std::string& language,
                            const PropertyMapping* mapping) {
  std::string part(kDeclaration);
  XmlOutput out(part);
  out.open("cp:coreProperties")
      .attribute("xmlns:cp", ns::kCore)
      .attribute("xmlns:dc", ns::kDublinCore)
      .attribute("xmlns:dcterms", ns::kDublinCoreTerms)
      .attribute("xmlns:xsi", ns::kSchemaInstance);
  const auto line = [&](std::string_view target) { return mapping->core.line(target, document.metadata()); };
  add_element(out, "dc:title", title_of(document, mapping));
  if (mapping != nullptr) {
    add_element(out, "dc:subject", line("subject"));
    add_element(out, "dc:creator", line("creator"));
    add_element(out, "cp:keywords", line("keywords"));
    add_element(out, "dc:description", line("description"));
    add_element(out, "cp:category", line("category"));
    add_moment(out, "dcterms:created", line("created"));
    add_moment(out, "dcterms:modified", line("modified"));
  }
  if (!language.empty()) add_text(out, "dc:language", language);
  out.close("cp:coreProperties");
  return part;
}

std::string custom_properties(const Document& document, const PropertyMapping* mapping) {
  std::string part(kDeclaration);
  XmlOutput out(part);
  out.open("Properties").attribute("xmlns", ns::kCustom).attribute("xmlns:vt", ns::kVariant);
  const std::size_t empty = part.size();
  if (mapping != nullptr && mapping->all_custom) CustomWriter(out).write(document.metadata(), "");
  if (mapping != nullptr && !mapping->all_custom)
    CustomWriter(out).write(mapping->custom, document.metadata());
  if (part.size() == empty)
    out.close_empty();
  else
    out.close("Properties");
  return part;
}

std::string extended_properties() {
  std::string part(kDeclaration);
  XmlOutput out(part);
  out.open("Properties").attribute("xmlns", ns::kExtended);
  add_text(out, "Application", "minutemill");
  out.close("Properties");
  return part;
}

}  // namespace minutemill::docx
