#include "pandoc/json.hpp"

#include <limits>

namespace minutemill::pandoc {

Json parse_json(std::string_view text, const JsonLimits& limits) {
  std::size_t values = 0;
  const auto bounded = [&](int depth, Json::parse_event_t, Json&) {
    if (static_cast<std::size_t>(depth) > limits.depth)
      throw StageFailure(FailureCode::resource,
                         "the JSON is nested deeper than " + std::to_string(limits.depth) + " levels");
    if (++values > limits.values)
      throw StageFailure(FailureCode::resource,
                         "the JSON has more than " + std::to_string(limits.values) + " values");
    return true;
  };
  try {
    return Json::parse(text, bounded);
  } catch (const Json::parse_error& error) {
    throw StageFailure(FailureCode::parse,
                       "not JSON at byte " + std::to_string(error.byte) + ": " + error.what());
  }
}

std::string Place::pointer() const {
  std::string out;
  for (const Part& part : parts_)
    out.append("/").append(part.member.empty() ? std::to_string(part.index) : std::string(part.member));
  return out.empty() ? "/" : out;
}

void Place::fail(const std::string& message, FailureCode code) const {
  throw StageFailure(code, "pandoc JSON: " + pointer() + ": " + message);
}

const Json& Place::list(const Json& json, std::string_view what) const {
  if (!json.is_array()) fail(std::string(what) + " must be a list");
  return json;
}

const Json& Place::list(const Json& json, std::string_view what, std::size_t size) const {
  if (!json.is_array() || json.size() != size)
    fail(std::string(what) + " must be a list of " + std::to_string(size));
  return json;
}

const std::string& Place::text(const Json& json, std::string_view what) const {
  if (!json.is_string()) fail(std::string(what) + " must be text");
  return json.get_ref<const std::string&>();
}

std::int64_t Place::integer(const Json& json, std::string_view what) const {
  const bool fits =
      json.is_number_integer() &&
      (!json.is_number_unsigned() ||
       json.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  if (!fits) fail(std::string(what) + " must be a whole number");
  return json.get<std::int64_t>();
}

const Json& Place::member(const Json& json, const char* name) const {
  if (!json.is_object()) fail("an object is wanted");
  const auto at = json.find(name);
  if (at == json.end()) fail("the member '" + std::string(name) + "' is missing");
  return *at;
}

const std::string& Place::type(const Json& json) const {
  return text(member(json, "t"), "'t'");
}

const Json& Place::content(const Json& json) const {
  static const Json kNone;
  const auto at = json.find("c");
  return at == json.end() ? kNone : *at;
}

}  // namespace minutemill::pandoc
