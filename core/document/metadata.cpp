#include <minutemill/metadata.hpp>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace minutemill {

Value Value::text(std::string text) {
  Value value;
  value.kind_ = Kind::text;
  value.text_ = std::move(text);
  return value;
}
Value Value::date(std::string iso) {
  Value value = text(std::move(iso));
  value.kind_ = Kind::date;
  return value;
}
Value Value::number(std::int64_t number) {
  Value value;
  value.kind_ = Kind::number;
  value.number_ = number;
  return value;
}
Value Value::boolean(bool flag) {
  Value value = number(flag ? 1 : 0);
  value.kind_ = Kind::boolean;
  return value;
}
Value Value::list() {
  Value value;
  value.kind_ = Kind::list;
  return value;
}
Value Value::record() {
  Value value;
  value.kind_ = Kind::record;
  value.record_.emplace_back();
  return value;
}

bool Value::empty() const noexcept {
  switch (kind_) {
    case Kind::none:
      return true;
    case Kind::text:
    case Kind::date:
      return text_.empty();
    case Kind::list:
      return items_.empty();
    case Kind::record:
      return record_.front().empty();
    case Kind::number:
    case Kind::boolean:
      return false;
  }
  return true;
}

std::string Value::to_line(std::string_view separator) const {
  switch (kind_) {
    case Kind::none:
      return {};
    case Kind::text:
    case Kind::date:
      return text_;
    case Kind::number:
      return std::to_string(number_);
    case Kind::boolean:
      return number_ != 0 ? "true" : "false";
    case Kind::list:
    case Kind::record:
      break;
  }
  std::string out;
  const auto add = [&](const Value& value) {
    if (!out.empty()) out.append(separator);
    out.append(value.to_line(separator));
  };
  for (const Value& item : items_) add(item);
  if (kind_ == Kind::record)
    for (const auto& [key, value] : record_.front()) add(value);
  return out;
}

Record& Value::fields() noexcept {
  if (record_.empty()) *this = record();
  return record_.front();
}

const Record& Value::fields() const noexcept {
  static const Record none;
  return record_.empty() ? none : record_.front();
}

const Value* Record::find(std::string_view key) const noexcept {
  const auto at =
      std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) { return entry.first == key; });
  return at == entries_.end() ? nullptr : &at->second;
}

Value* Record::find(std::string_view key) noexcept {
  return const_cast<Value*>(std::as_const(*this).find(key));
}

const Value* Record::at(std::string_view path) const noexcept {
  const Record* record = this;
  const Value* value = nullptr;
  for (bool more = true; more;) {
    const std::size_t dot = path.find('.');
    const std::string_view part = path.substr(0, dot);
    more = dot != std::string_view::npos;
    if (more) path.remove_prefix(dot + 1);
    if (value != nullptr && value->kind() == Value::Kind::list) {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
      if (error != std::errc{} || end != part.data() + part.size() || index >= value->items().size())
        return nullptr;
      value = &value->items()[index];
    } else {
      if (value != nullptr) record = &value->fields();
      value = record->find(part);
      if (value == nullptr) return nullptr;
    }
  }
  return value;
}

Value& Record::operator[](std::string_view key) {
  if (Value* value = find(key)) return *value;
  return entries_.emplace_back(std::string(key), Value{}).second;
}

void Record::set(std::string_view key, Value value) {
  (*this)[key] = std::move(value);
}

void Record::erase(std::string_view key) {
  std::erase_if(entries_, [&](const auto& entry) { return entry.first == key; });
}

}  // namespace minutemill
