// The record of a report as JSON: plain values, and beside them the proof for each by its path.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <minutemill/document.hpp>
#include <minutemill/json.hpp>

#include "block_numbers.hpp"
#include "visible_text.hpp"

namespace minutemill::json_report {

class RecordWriter {
 public:
  RecordWriter(JsonWriter& json, const BlockNumbers& numbers) : json_(json), numbers_(numbers) {}

  void write_values(const Record& record);    // "metadata"
  void write_evidence(const Record& record);  // "evidence"
  void write_missing(const Record& record);   // "missing": paths of values that were looked for and not found
  void write_annotations(const std::vector<Annotation>& annotations);

 private:
  void write_fields(const Record& record);
  void write_value(const Value& value);
  void write_one(const Evidence& evidence);
  // Bytes of a block's plain text as characters of its text in the JSON.
  void write_characters(const Node& block, std::uint32_t begin, std::uint32_t end);
  std::int64_t characters_before(std::size_t byte);
  template <class See>
  void walk(const Record& record, See see);
  template <class See>
  void walk(const Value& value, See see);

  JsonWriter& json_;
  const BlockNumbers& numbers_;
  std::string path_;
  // The block asked for last, and a place in it: proofs come block by block and mostly in order.
  const Node* block_ = nullptr;
  std::optional<VisibleText> text_;
  std::size_t known_byte_ = 0;
  std::int64_t known_characters_ = 0;
};

}  // namespace minutemill::json_report
