#include <minutemill/mapping.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <minutemill/plugin.hpp>
#include <minutemill/text.hpp>

namespace minutemill {
namespace {

std::string to_plain_line(const Value& value, std::string_view separator) {
  std::string line = value.to_line(separator);
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return std::string(trim(line));
}

bool has_value(const Value* value) noexcept {
  return value != nullptr && !value->empty();
}

// A date without its year ("--05-22") is none to readers of JSON-LD.
bool has_plain_value(const Value* value) noexcept {
  return has_value(value) && !(value->kind() == Value::Kind::date && value->as_text().starts_with('-'));
}

void complain(const ConfigNode& at, std::string message, std::string hint, Diagnostics& diagnostics) {
  diagnostics.add(at.document().at(at, std::move(message), std::move(hint)));
}

}  // namespace

MappingFile::MappingFile(const ConfigFile& file, Diagnostics& diagnostics)
    : document_(ConfigDocument::parse(file.file, file.text, diagnostics)) {
  if (document_ == nullptr) return;
  ConfigReader reader(document_->root(), "mapping", diagnostics);
  for (const std::string_view section : {"docx", "epub", "html", "json_ld"}) (void)reader.map(section);
  reader.finish();
}

MappingFile::MappingFile(const ConfigFile& named, Setup& setup)
    : MappingFile(named.path.empty() ? setup.load("record.yaml", "mappings").value_or(ConfigFile{}) : named,
                  setup.diagnostics()) {}

MappingFile::~MappingFile() = default;
MappingFile::MappingFile(MappingFile&&) noexcept = default;
MappingFile& MappingFile::operator=(MappingFile&&) noexcept = default;

const ConfigNode* MappingFile::find(std::string_view path) const noexcept {
  const ConfigNode* at = document_ != nullptr ? &document_->root() : nullptr;
  while (at != nullptr && !path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    at = at->is_map() ? at->find(path.substr(0, dot)) : nullptr;
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return at;
}

RecordMapping::RecordMapping(const MappingFile& file, std::string_view section,
                             const std::vector<std::string_view>& known, Diagnostics& diagnostics) {
  const ConfigNode* map = file.find(section);
  if (map == nullptr) return;
  ConfigReader reader(*map, fmt::format("mapping of {}", section), diagnostics);
  if (!reader.is_map()) return;
  for (const std::string_view target : known) {
    std::vector<std::string> paths = reader.texts(target);
    if (!paths.empty()) targets_.emplace_back(target, std::move(paths));
  }
  reader.finish();
}

const std::vector<std::string>* RecordMapping::paths(std::string_view target) const noexcept {
  for (const auto& [name, paths] : targets_)
    if (name == target) return &paths;
  return nullptr;
}

const Value* RecordMapping::find(std::string_view target, const Record& record) const noexcept {
  const std::vector<std::string>* paths = this->paths(target);
  if (paths == nullptr) return nullptr;
  for (const std::string& path : *paths)
    if (const Value* value = record.at(path); has_value(value)) return value;
  return nullptr;
}

std::string RecordMapping::line(std::string_view target, const Record& record,
                                std::string_view separator) const {
  const Value* value = find(target, record);
  return value != nullptr ? to_plain_line(*value, separator) : std::string();
}

std::vector<std::string> RecordMapping::lines(std::string_view target, const Record& record) const {
  std::vector<std::string> out;
  const auto add = [&](const Value* value) {
    if (!has_value(value)) return;
    if (std::string line = to_plain_line(*value, ", "); !line.empty()) out.push_back(std::move(line));
  };
  const std::vector<std::string>* paths = this->paths(target);
  if (paths == nullptr) return out;
  for (const std::string& path : *paths) {
    const std::size_t star = path.find(".*.");
    const Value* list = record.at(std::string_view(path).substr(0, star));
    if (!has_value(list)) continue;
    if (list->kind() != Value::Kind::list) {
      add(list);
    } else {
      for (const Value& item : list->items()) {
        const bool part = star != std::string::npos;
        if (!part)
          add(&item);
        else if (item.kind() == Value::Kind::record)
          add(item.fields().at(std::string_view(path).substr(star + 3)));
      }
    }
    if (!out.empty()) return out;
  }
  return out;
}

namespace {

constexpr std::size_t kDeepest = 16;  // levels of a template

// The record, and the item of a list while one is written.
struct Scope {
  const Record* record = nullptr;
  const Value* item = nullptr;

  // "$title", "$" (the item), "$.topic" (its part).
  [[nodiscard]] const Value* find(std::string_view reference) const {
    reference.remove_prefix(1);
    if (reference.empty()) return item;
    if (reference.front() != '.') return record->at(reference);
    const bool has_parts = item != nullptr && item->kind() == Value::Kind::record;
    return has_parts ? item->fields().at(reference.substr(1)) : nullptr;
  }
};

bool is_reference(const ConfigNode& node) {
  return node.is_scalar() && node.scalar().starts_with('$');
}
const ConfigNode* each_of(const ConfigNode& node) {
  return node.is_map() && node.find("as") != nullptr ? node.find("each") : nullptr;
}

void check_template(const ConfigNode& node, std::size_t depth, Diagnostics& diagnostics) {
  if (depth > kDeepest) {
    complain(node, fmt::format("a template of more than {} levels", kDeepest), {}, diagnostics);
    return;
  }
  if (node.is_map() && node.find("each") != nullptr &&
      (node.find("as") == nullptr || node.entries().size() != 2 || !node.find("each")->is_scalar()))
    complain(node, "'each' stands with 'as' and nothing else", "write {each: PATH, as: {...}}", diagnostics);
  for (const auto& [key, value] : node.entries()) check_template(*value, depth + 1, diagnostics);
  for (const ConfigNode* item : node.items()) check_template(*item, depth + 1, diagnostics);
}

// Whether any reference below has a value, and whether there is any reference.
struct Content {
  bool refers = false;
  bool has = false;
};
void look(const ConfigNode& node, const Scope& scope, Content& content) {
  if (is_reference(node)) {
    content.refers = true;
    content.has = content.has || has_plain_value(scope.find(node.scalar()));
  } else if (const ConfigNode* each = each_of(node)) {
    content.refers = true;
    content.has = content.has || has_value(scope.record->at(each->scalar()));
  } else {
    for (const auto& [key, value] : node.entries()) look(*value, scope, content);
    for (const ConfigNode* item : node.items()) look(*item, scope, content);
  }
}
bool stays(const ConfigNode& node, const Scope& scope) {
  Content content;
  look(node, scope, content);
  return !content.refers || content.has;
}

void write_value(JsonWriter& json, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::number:
      json.number(value.as_number());
      return;
    case Value::Kind::boolean:
      json.boolean(value.as_number() != 0);
      return;
    case Value::Kind::list:
      json.begin_list(JsonWriter::on_one_line);
      for (const Value& item : value.items()) write_value(json, item);
      json.end_list();
      return;
    default:
      json.text(value.to_line());
  }
}

void write_node(JsonWriter& json, const ConfigNode& node, const Scope& scope) {
  if (const ConfigNode* each = each_of(node)) {
    const Value* list = scope.record->at(each->scalar());
    json.begin_list();
    for (const Value& item : list->items()) {
      const Scope inner{scope.record, &item};
      if (stays(*node.find("as"), inner)) write_node(json, *node.find("as"), inner);
    }
    json.end_list();
  } else if (node.is_map()) {
    json.begin_object();
    for (const auto& [key, value] : node.entries()) {
      if (!stays(*value, scope)) continue;
      json.key(key->scalar());
      write_node(json, *value, scope);
    }
    json.end_object();
  } else if (node.is_list()) {
    json.begin_list();
    for (const ConfigNode* item : node.items())
      if (stays(*item, scope)) write_node(json, *item, scope);
    json.end_list();
  } else if (is_reference(node)) {
    write_value(json, *scope.find(node.scalar()));
  } else {
    json.text(node.scalar());
  }
}

}  // namespace

RecordTemplate::RecordTemplate(const MappingFile& file, std::string_view section, Diagnostics& diagnostics)
    : root_(file.find(section)) {
  if (root_ == nullptr) return;
  check_template(*root_, 0, diagnostics);
  if (!root_->is_map()) root_ = nullptr;  // which the reader of the file has said
}

void RecordTemplate::write(JsonWriter& json, const Record& record) const {
  const Scope scope{&record, nullptr};
  if (root_ != nullptr && stays(*root_, scope)) {
    write_node(json, *root_, scope);
  } else {
    json.begin_object().end_object();
  }
}

}  // namespace minutemill
