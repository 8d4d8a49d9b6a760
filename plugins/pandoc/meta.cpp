// The record as pandoc's Meta. Text is MetaInlines; dates and whole numbers, which pandoc has no type for,
// are MetaString, so that the reader can tell them; nothing is an empty MetaInlines.
#include "pandoc/reading.hpp"
#include "pandoc/vocabulary.hpp"
#include "pandoc/writing.hpp"

#include <algorithm>

namespace minutemill::pandoc {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_number_text(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.size() <= 18 && std::ranges::all_of(text, is_digit);
}

// 2020-05-22, --05-22, with or without a time behind it.
bool is_date_text(std::string_view text) {
  const auto matches = [&](std::string_view shape) {
    if (text.size() < shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i)
      if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i]) return false;
    return text.size() == shape.size() || text[shape.size()] == 'T';
  };
  return matches("0000-00-00") || matches("--00-00");
}

}  // namespace

void Writer::meta() {
  for (const auto& entry : document_.metadata()) count_evidence(entry.second);
  losses_.evidence += document_.annotations().size();
  json_.begin_object();
  if (!document_.lang().empty() && document_.metadata().find("lang") == nullptr) {
    json_.key("lang");
    meta_text(document_.lang());
  }
  for (const auto& [key, value] : document_.metadata()) {
    json_.key(key);
    meta_value(value);
  }
  json_.end_object();
}

void Writer::count_evidence(const Value& value) {
  losses_.evidence += value.evidence().size();
  for (const Value& item : value.items()) count_evidence(item);
  for (const auto& entry : value.fields()) count_evidence(entry.second);
}

void Writer::meta_text(std::string_view text) {
  begin("MetaInlines");
  json_.begin_list();
  words(text);
  json_.end_list();
  end();
}

void Writer::meta_value(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::none:
    case Value::Kind::text:
      return meta_text(value.as_text());
    case Value::Kind::date:
    case Value::Kind::number:
      begin("MetaString");
      json_.text(value.kind() == Value::Kind::date ? value.as_text() : std::to_string(value.as_number()));
      return end();
    case Value::Kind::boolean:
      begin("MetaBool");
      json_.boolean(value.as_number() != 0);
      return end();
    case Value::Kind::list:
      begin("MetaList");
      json_.begin_list();
      for (const Value& item : value.items()) meta_value(item);
      json_.end_list();
      return end();
    case Value::Kind::record:
      begin("MetaMap");
      json_.begin_object();
      for (const auto& [key, field] : value.fields()) {
        json_.key(key);
        meta_value(field);
      }
      json_.end_object();
      return end();
  }
}

void Reader::meta(const Json& json) {
  check_map(json);
  for (const auto& [key, value] : json.items()) {
    const Place::Step step(place_, key);
    Value read = meta_value(value, 0);
    if (key == "lang" && read.kind() == Value::Kind::text)
      document_.set_lang(read.as_text());
    else
      document_.metadata().set(key, std::move(read));
  }
}

// A record is searched from its beginning for every key that is set.
void Reader::check_map(const Json& json) const {
  constexpr std::size_t kMostKeys = 4096;
  if (!json.is_object()) place_.fail("metadata must be an object");
  if (json.size() > kMostKeys)
    place_.fail("more than " + std::to_string(kMostKeys) + " keys of metadata", FailureCode::resource);
}

Value Reader::meta_value(const Json& json, std::size_t depth) {
  constexpr std::size_t kMostDepth = 32;
  if (depth > kMostDepth) place_.fail("values are nested too deep", FailureCode::resource);
  const std::string& type = place_.type(json);
  const Json& content = place_.content(json);
  const Place::Step step(place_, "c");
  if (type == "MetaMap") {
    check_map(content);
    Value value = Value::record();
    for (const auto& [key, field] : content.items()) {
      const Place::Step inner(place_, key);
      value.fields().set(key, meta_value(field, depth + 1));
    }
    return value;
  }
  if (type == "MetaList") {
    Value value = Value::list();
    std::size_t index = 0;
    for (const Json& item : place_.list(content, "a MetaList")) {
      const Place::Step inner(place_, index++);
      value.items().push_back(meta_value(item, depth + 1));
    }
    return value;
  }
  if (type == "MetaBool") {
    if (!content.is_boolean()) place_.fail("a MetaBool must be true or false");
    return Value::boolean(content.get<bool>());
  }
  if (type == "MetaString") {
    const std::string& text = place_.text(content, "a MetaString");
    if (is_date_text(text)) return Value::date(text);
    return is_number_text(text) ? Value::number(std::stoll(text)) : Value::text(text);
  }
  if (type != "MetaInlines" && type != "MetaBlocks") place_.fail("unknown kind of metadata '" + type + "'");
  std::string text = type == "MetaInlines" ? text_of_inlines(content) : text_of_blocks(content);
  return text.empty() ? Value() : Value::text(std::move(text));
}

}  // namespace minutemill::pandoc
