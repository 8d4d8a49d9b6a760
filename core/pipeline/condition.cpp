#include "pipeline/condition.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <re2/re2.h>

#include "pipeline/complain.hpp"

namespace minutemill {
namespace {

constexpr std::size_t kMaxPattern = 4096;         // bytes of a pattern
constexpr std::int64_t kPatternMemory = 1 << 20;  // of a compiled one

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// "Text/HTML; charset=gbk" -> "text/html"
std::string essence(std::string_view media_type) {
  std::string out = lower(media_type.substr(0, media_type.find(';')));
  out.erase(out.find_last_not_of(" \t") + 1);
  return out;
}

bool is_of(std::string_view type, std::string_view wanted) {
  if (wanted.ends_with("/*")) return type.starts_with(wanted.substr(0, wanted.size() - 1));
  return type == wanted;
}

// Calls test(text) with the value and, of a list, with each item, until one holds.
template <class Test>
bool any_text(const Value& value, const Test& test) {
  if (value.kind() != Value::Kind::list) return test(value.to_line());
  return std::ranges::any_of(value.items(), [&](const Value& item) { return test(item.to_line()); });
}

}  // namespace

Condition::Condition(Condition&&) noexcept = default;
Condition& Condition::operator=(Condition&&) noexcept = default;
Condition::~Condition() = default;

Condition::Condition(const ConfigNode& node, Diagnostics& diagnostics) {
  ConfigReader reader(node, "condition", diagnostics);
  if (!reader.is_map()) return;
  for (const std::string& type : reader.texts("media_type")) media_types_.push_back(lower(type));
  if (const ConfigNode* port = reader.any("port")) read_port(*port, diagnostics);
  if (const ConfigNode* metadata = reader.map("metadata")) read_values(*metadata, diagnostics);
  if (node.entries().empty())
    complain(node, "a condition that says nothing",
             "write {media_type: text/html} or {metadata: {date: true}}", diagnostics);
  reader.finish();
}

void Condition::read_port(const ConfigNode& node, Diagnostics& diagnostics) {
  for (const Port port : {Port::bytes, Port::markup, Port::document})
    if (node.is_scalar() && node.scalar() == to_string(port)) port_ = port;
  if (!port_)
    complain(node, "'port' must be one of: bytes, markup, document",
             "it is what the steps before have made of the input", diagnostics);
}

void Condition::read_values(const ConfigNode& node, Diagnostics& diagnostics) {
  for (const auto& [key, value] : node.entries())
    if (auto test = read_value(*key, *value, diagnostics)) values_.push_back(std::move(*test));
}

std::optional<Condition::ValueTest> Condition::read_value(const ConfigNode& key, const ConfigNode& node,
                                                          Diagnostics& diagnostics) {
  ValueTest test;
  test.path = key.scalar();
  if (node.is_scalar()) {
    test.is_there = node.as_bool();
    if (!test.is_there) test.texts.emplace_back(node.scalar());
    return test;
  }
  if (node.is_list() &&
      std::ranges::all_of(node.items(), [](const auto* item) { return item->is_scalar(); })) {
    for (const ConfigNode* item : node.items()) test.texts.emplace_back(item->scalar());
    return test;
  }
  const ConfigNode* matches = node.is_map() && node.entries().size() == 1 ? node.find("matches") : nullptr;
  if (matches == nullptr || !matches->is_scalar()) {
    complain(node, fmt::format("what '{}' is held against cannot be read", test.path),
             "write a text, a list of texts, true (there is a value), false, or {matches: PATTERN}",
             diagnostics);
    return {};
  }
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kPatternMemory);
  test.pattern = std::make_unique<RE2>(std::string(matches->scalar().substr(0, kMaxPattern)), options);
  if (!test.pattern->ok()) {
    complain(*matches, fmt::format("this is no pattern: {}", test.pattern->error()),
             fmt::format("look at '{}'; patterns are written as RE2 reads them", test.pattern->error_arg()),
             diagnostics);
    return {};
  }
  return test;
}

bool Condition::ValueTest::holds(const Record& metadata) const {
  const Value* value = metadata.at(path);
  const bool there = value != nullptr && !value->empty();
  if (is_there) return there == *is_there;
  if (!there) return false;
  return any_text(*value, [&](const std::string& text) {
    return pattern != nullptr ? RE2::PartialMatch(text, *pattern)
                              : std::ranges::find(texts, text) != texts.end();
  });
}

bool Condition::holds(const ConditionFacts& facts) const {
  if (port_ && *port_ != facts.port) return false;
  if (!media_types_.empty()) {
    const std::string type = essence(facts.media_type);
    if (std::ranges::none_of(media_types_, [&](const auto& wanted) { return is_of(type, wanted); }))
      return false;
  }
  if (values_.empty()) return true;
  const Record none;
  const Record& metadata = facts.metadata != nullptr ? *facts.metadata : none;
  return std::ranges::all_of(values_, [&](const ValueTest& test) { return test.holds(metadata); });
}

}  // namespace minutemill
