#include "record_writer.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::json_report {

void RecordWriter::write_values(const Record& record) {
  json_.key("metadata");
  write_fields(record);
}

void RecordWriter::write_fields(const Record& record) {
  json_.begin_object();
  for (const auto& [key, value] : record) {
    json_.key(key);
    write_value(value);
  }
  json_.end_object();
}

void RecordWriter::write_value(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::none:
      json_.null();
      break;
    case Value::Kind::text:
    case Value::Kind::date:
      json_.text(value.as_text());
      break;
    case Value::Kind::number:
      json_.number(value.as_number());
      break;
    case Value::Kind::boolean:
      json_.boolean(value.as_number() != 0);
      break;
    case Value::Kind::list:
      json_.begin_list();
      for (const Value& item : value.items()) write_value(item);
      json_.end_list();
      break;
    case Value::Kind::record:
      write_fields(value.fields());
      break;
  }
}

// Calls see(path, value) for each value, outer ones first.
template <class See>
void RecordWriter::walk(const Record& record, See see) {
  for (const auto& [key, value] : record) {
    const std::size_t length = path_.size();
    if (length > 0) path_.push_back('.');
    path_.append(key);
    walk(value, see);
    path_.resize(length);
  }
}

template <class See>
void RecordWriter::walk(const Value& value, See see) {
  see(path_, value);
  std::size_t index = 0;
  for (const Value& item : value.items()) {
    const std::size_t length = path_.size();
    path_.append(".").append(std::to_string(index++));
    walk(item, see);
    path_.resize(length);
  }
  if (value.kind() == Value::Kind::record) walk(value.fields(), see);
}

void RecordWriter::write_evidence(const Record& record) {
  json_.key("evidence").begin_object();
  walk(record, [&](const std::string& path, const Value& value) {
    if (value.evidence().empty()) return;
    json_.key(path).begin_list();
    for (const Evidence& evidence : value.evidence()) write_one(evidence);
    json_.end_list();
  });
  json_.end_object();
}

void RecordWriter::write_missing(const Record& record) {
  json_.key("missing").begin_list(JsonWriter::on_one_line);
  // What the tagging stage looked for and did not find, and what is there without a value.
  if (const Value* missing = record.find("missing"))
    for (const Value& name : missing->items()) json_.text(name.to_line());
  walk(record, [&](const std::string& path, const Value& value) {
    if (value.empty()) json_.text(path);
  });
  json_.end_list();
}

void RecordWriter::write_one(const Evidence& evidence) {
  json_.begin_object(JsonWriter::on_one_line);
  json_.key("rule").text(evidence.rule);
  if (evidence.block != nullptr && numbers_.of(*evidence.block) != 0)
    write_characters(*evidence.block, evidence.begin, evidence.end);
  if (evidence.source.known())
    json_.key("bytes").begin_list().number(evidence.source.begin).number(evidence.source.end).end_list();
  if (!evidence.quote.empty()) json_.key("quote").text(evidence.quote);
  if (!evidence.normalised_by.empty()) json_.key("normalised_by").text(evidence.normalised_by);
  if (!evidence.rejected.empty()) {
    json_.key("rejected").begin_list();
    for (const std::string& rejected : evidence.rejected) json_.text(rejected);
    json_.end_list();
  }
  json_.end_object();
}

void RecordWriter::write_characters(const Node& block, std::uint32_t begin, std::uint32_t end) {
  if (&block != block_) {
    block_ = &block;
    text_.emplace(block, numbers_);
    known_byte_ = 0;
    known_characters_ = 0;
  }
  json_.key("block").number(numbers_.of(block));
  json_.key("chars").begin_list();
  json_.number(characters_before(text_->begin_of(begin)));
  json_.number(characters_before(text_->end_of(end))).end_list();
}

std::int64_t RecordWriter::characters_before(std::size_t byte) {
  const std::string& text = text_->text();
  const std::size_t at = std::min(byte, text.size());
  if (at < known_byte_) known_byte_ = known_characters_ = 0;
  known_characters_ += static_cast<std::int64_t>(
      count_code_points(std::string_view(text).substr(known_byte_, at - known_byte_)));
  known_byte_ = at;
  return known_characters_;
}

void RecordWriter::write_annotations(const std::vector<Annotation>& annotations) {
  json_.key("annotations").begin_list();
  for (const Annotation& annotation : annotations) {
    json_.begin_object(JsonWriter::on_one_line).key("type").text(annotation.type);
    if (annotation.block != nullptr && numbers_.of(*annotation.block) != 0)
      write_characters(*annotation.block, annotation.begin, annotation.end);
    if (!annotation.value.empty()) json_.key("value").text(annotation.value);
    if (!annotation.rule.empty()) json_.key("rule").text(annotation.rule);
    json_.end_object();
  }
  json_.end_list();
}

}  // namespace minutemill::json_report
