#include "testing/compare.hpp"

#include <fmt/format.h>

namespace minutemill::testing {
namespace {

constexpr std::size_t kMaxShown = 300;  // bytes of a value in a message

std::string shorten(std::string text) {
  if (text.size() <= kMaxShown) return text;
  std::size_t cut = kMaxShown;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  text.resize(cut);
  return text + "...";
}

std::string show(const Json& value) {
  return shorten(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string scalar_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string show(const ConfigNode& node) {
  switch (node.kind()) {
    case ConfigNode::Kind::null:
      return "nothing";
    case ConfigNode::Kind::scalar:
      return fmt::format("\"{}\"", node.scalar());
    case ConfigNode::Kind::list:
      return fmt::format("a list of {}", node.items().size());
    case ConfigNode::Kind::map:
      return "a map";
  }
  return "";
}

void compare_list(const ConfigNode& expected, const Json& found, const std::string& path,
                  Problems& problems) {
  if (!found.is_array()) {
    problems.differ(expected, path, show(expected), show(found));
    return;
  }
  if (found.size() != expected.items().size()) {
    problems.differ(expected, path, fmt::format("{} items", expected.items().size()),
                    fmt::format("{}: {}", found.size(), show(found)));
    return;
  }
  for (std::size_t i = 0; i < found.size(); ++i)
    compare_subset(*expected.items()[i], &found[i], fmt::format("{}[{}]", path, i), problems);
}

}  // namespace

void Problems::add(const ConfigNode& at, std::string_view text) {
  out_.push_back(fmt::format("line {}: {}", at.mark().line, text));
}

void Problems::differ(const ConfigNode& at, std::string_view what, std::string_view expected,
                      std::string_view found) {
  const bool is_long = expected.size() + found.size() > 80;
  out_.push_back(
      is_long
          ? fmt::format("line {}: {}\n  expected {}\n  found    {}", at.mark().line, what, expected, found)
          : fmt::format("line {}: {}: expected {}, found {}", at.mark().line, what, expected, found));
}

void compare_subset(const ConfigNode& expected, const Json* found, const std::string& path,
                    Problems& problems) {
  if (expected.is_null()) {
    if (found != nullptr && !found->is_null()) problems.differ(expected, path, "nothing", show(*found));
    return;
  }
  if (found == nullptr || found->is_null()) {
    problems.differ(expected, path, show(expected), "nothing");
    return;
  }
  if (expected.is_list()) {
    compare_list(expected, *found, path, problems);
  } else if (expected.is_map()) {
    if (!found->is_object()) {
      problems.differ(expected, path, "a record", show(*found));
      return;
    }
    for (const auto& [key, value] : expected.entries()) {
      const auto it = found->find(std::string(key->scalar()));
      compare_subset(*value, it == found->end() ? nullptr : &*it, fmt::format("{}.{}", path, key->scalar()),
                     problems);
    }
  } else if (found->is_structured() || scalar_text(*found) != expected.scalar()) {
    problems.differ(expected, path, show(expected), show(*found));
  }
}

Json to_json(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::none:
      return nullptr;
    case Value::Kind::text:
    case Value::Kind::date:
      return value.as_text();
    case Value::Kind::number:
      return value.as_number();
    case Value::Kind::boolean:
      return value.as_number() != 0;
    case Value::Kind::record:
      return to_json(value.fields());
    case Value::Kind::list:
      break;
  }
  Json list = Json::array();
  for (const Value& item : value.items()) list.push_back(to_json(item));
  return list;
}

Json to_json(const Record& record) {
  Json object = Json::object();
  for (const auto& [key, value] : record) object[key] = to_json(value);
  return object;
}

}  // namespace minutemill::testing
