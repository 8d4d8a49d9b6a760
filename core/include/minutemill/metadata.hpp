// The record: what is known about a meeting, each value with the proof for it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/report.hpp>

namespace minutemill {

class Node;

// Why a value is what it is.
struct Evidence {
  const Node* block =
      nullptr;  // null for values from markup outside the text (meta tags) or from the input's name
  std::uint32_t begin = 0;  // bytes in plain_text(*block)
  std::uint32_t end = 0;
  SourceSpan source;          // bytes in the input
  std::string rule;           // id of the rule: "zh-meeting:date.lead"
  std::string quote;          // the words found
  std::string normalised_by;  // "chinese_number", "date(page=2020-05-25)"; empty when taken as it stands
  std::vector<std::string> rejected;  // what it competed with, "value (rule): reason"
};

class Record;

class MINUTEMILL_API Value {
 public:
  enum class Kind : std::uint8_t { none, text, date, number, boolean, list, record };

  Value() = default;
  static Value text(std::string text);
  // ISO 8601: 2020-05-22, --05-22 (year unknown), 2020-05-22T07:15:00+08:00.
  static Value date(std::string iso);
  static Value number(std::int64_t number);
  static Value boolean(bool value);
  static Value list();
  static Value record();

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] bool empty() const noexcept;  // none, "", or a list or record with nothing in it
  [[nodiscard]] const std::string& as_text() const noexcept { return text_; }  // text, date
  [[nodiscard]] std::int64_t as_number() const noexcept { return number_; }    // number, boolean
  // The value as one line of text: lists joined by `separator`, numbers in decimal.
  [[nodiscard]] std::string to_line(std::string_view separator = "; ") const;

  [[nodiscard]] std::vector<Value>& items() noexcept { return items_; }  // list
  [[nodiscard]] const std::vector<Value>& items() const noexcept { return items_; }
  [[nodiscard]] Record& fields() noexcept;  // record
  [[nodiscard]] const Record& fields() const noexcept;
  [[nodiscard]] std::vector<Evidence>& evidence() noexcept { return evidence_; }
  [[nodiscard]] const std::vector<Evidence>& evidence() const noexcept { return evidence_; }

 private:
  Kind kind_ = Kind::none;
  std::int64_t number_ = 0;
  std::string text_;
  std::vector<Value> items_;
  std::vector<Record> record_;  // one when kind is record
  std::vector<Evidence> evidence_;
};

// Keys in the order they were set.
class MINUTEMILL_API Record {
 public:
  [[nodiscard]] const Value* find(std::string_view key) const noexcept;
  // "meeting.body", "agenda.0.topic"; null when any part is missing.
  [[nodiscard]] const Value* at(std::string_view path) const noexcept;
  [[nodiscard]] Value* find(std::string_view key) noexcept;
  // The value of `key`, created empty at the end if there is none.
  Value& operator[](std::string_view key);
  void set(std::string_view key, Value value);
  void erase(std::string_view key);
  void clear() { entries_.clear(); }
  [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] auto begin() const noexcept { return entries_.begin(); }
  [[nodiscard]] auto end() const noexcept { return entries_.end(); }
  [[nodiscard]] auto begin() noexcept { return entries_.begin(); }
  [[nodiscard]] auto end() noexcept { return entries_.end(); }

 private:
  std::vector<std::pair<std::string, Value>> entries_;
};

}  // namespace minutemill
