#include "properties.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include <minutemill/text.hpp>
#include <minutemill/xml.hpp>

#include "headings.hpp"
#include "vocabulary.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

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

void add_element(pugi::xml_node root, const char* name, const std::string& text) {
  if (!is_blank(text)) append_text(add(root, name), cut_utf8(text, kLongestValue));
}
void add_moment(pugi::xml_node root, const char* name, const std::string& iso) {
  const std::string moment = date_time(iso);
  if (moment.empty()) return;
  pugi::xml_node node = add(root, name);
  set(node, "xsi:type", "dcterms:W3CDTF");
  append_text(node, moment);
}

class CustomWriter {
 public:
  explicit CustomWriter(pugi::xml_node root) : root_(root) {}

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
    pugi::xml_node property = add(root_, "property");
    set(property, "fmtid", kFormatId);
    set(property, "pid", names_.size() + 1);  // 0 and 1 are taken
    append_attribute(property, "name", shown);
    write_value(property, value);
  }

  static void write_value(pugi::xml_node property, const Value& value) {
    const std::int64_t number = value.as_number();
    if (value.kind() == Value::Kind::number && number >= INT32_MIN && number <= INT32_MAX) {
      append_text(add(property, "vt:i4"), std::to_string(number));
    } else if (value.kind() == Value::Kind::boolean) {
      append_text(add(property, "vt:bool"), number != 0 ? "true" : "false");
    } else if (const std::string moment = value.kind() == Value::Kind::date ? date_time(value.as_text()) : "";
               !moment.empty()) {
      append_text(add(property, "vt:filetime"), moment);
    } else {
      append_text(add(property, "vt:lpwstr"), cut_utf8(value.to_line(), kLongestValue));
    }
  }

  pugi::xml_node root_;
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
  pugi::xml_document tree;
  pugi::xml_node root = add(tree, "cp:coreProperties");
  set(root, "xmlns:cp", ns::kCore);
  set(root, "xmlns:dc", ns::kDublinCore);
  set(root, "xmlns:dcterms", ns::kDublinCoreTerms);
  set(root, "xmlns:xsi", ns::kSchemaInstance);
  const auto line = [&](std::string_view target) { return mapping->core.line(target, document.metadata()); };
  add_element(root, "dc:title", title_of(document, mapping));
  if (mapping != nullptr) {
    add_element(root, "dc:subject", line("subject"));
    add_element(root, "dc:creator", line("creator"));
    add_element(root, "cp:keywords", line("keywords"));
    add_element(root, "dc:description", line("description"));
    add_element(root, "cp:category", line("category"));
    add_moment(root, "dcterms:created", line("created"));
    add_moment(root, "dcterms:modified", line("modified"));
  }
  if (!language.empty()) append_text(add(root, "dc:language"), language);
  std::string out;
  save_xml(tree, out, true);
  return out;
}

std::string custom_properties(const Document& document, const PropertyMapping* mapping) {
  pugi::xml_document tree;
  pugi::xml_node root = add(tree, "Properties");
  set(root, "xmlns", ns::kCustom);
  set(root, "xmlns:vt", ns::kVariant);
  if (mapping != nullptr && mapping->all_custom) CustomWriter(root).write(document.metadata(), "");
  if (mapping != nullptr && !mapping->all_custom)
    CustomWriter(root).write(mapping->custom, document.metadata());
  std::string out;
  save_xml(tree, out, true);
  return out;
}

std::string extended_properties() {
  pugi::xml_document tree;
  pugi::xml_node root = add(tree, "Properties");
  set(root, "xmlns", ns::kExtended);
  append_text(add(root, "Application"), "minutemill");
  std::string out;
  save_xml(tree, out, true);
  return out;
}

}  // namespace minutemill::docx
