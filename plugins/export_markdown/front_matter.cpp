#include "front_matter.hpp"

#include <algorithm>

#include <yaml-cpp/emitter.h>

#include <minutemill/text.hpp>

namespace minutemill::markdown_out {
namespace {

// "2020-05-22": the one form that readers of YAML take for a date as it stands.
bool is_plain_date(const std::string& text) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  return text.size() == kForm.size() && std::ranges::equal(text, kForm, [](char c, char form) {
           return form == 'd' ? c >= '0' && c <= '9' : c == form;
         });
}

void emit(YAML::Emitter& out, const Value& value);

void emit(YAML::Emitter& out, const Record& record) {
  out << YAML::BeginMap;
  for (const auto& [key, value] : record) {
    if (value.empty()) continue;
    out << YAML::Key << key << YAML::Value;
    emit(out, value);
  }
  out << YAML::EndMap;
}

// Text is always in quotes: "no", "010" and "null" are words here.
void emit_text(YAML::Emitter& out, const std::string& text) {
  std::string safe;
  make_xml_safe(text, safe);
  out << YAML::DoubleQuoted << safe;
}

void emit(YAML::Emitter& out, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::none:
      out << YAML::Null;
      return;
    case Value::Kind::text:
      return emit_text(out, value.as_text());
    case Value::Kind::date:
      if (is_plain_date(value.as_text()))
        out << value.as_text();
      else
        emit_text(out, value.as_text());
      return;
    case Value::Kind::number:
      out << value.as_number();
      return;
    case Value::Kind::boolean:
      out << (value.as_number() != 0);
      return;
    case Value::Kind::list:
      out << YAML::BeginSeq;
      for (const Value& item : value.items()) emit(out, item);
      out << YAML::EndSeq;
      return;
    case Value::Kind::record:
      return emit(out, value.fields());
  }
}

}  // namespace

std::string front_matter(const Document& document) {
  const Record& record = document.metadata();
  const bool any =
      std::any_of(record.begin(), record.end(), [](const auto& entry) { return !entry.second.empty(); });
  if (!any) return {};
  YAML::Emitter out;
  emit(out, record);
  return "---\n" + std::string(out.c_str(), out.size()) + "\n---\n\n";
}

}  // namespace minutemill::markdown_out
