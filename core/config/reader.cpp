#include <minutemill/config.hpp>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace minutemill {
namespace {

constexpr std::size_t kMaxUnknownKeys = 20;  // told one by one

std::string_view kind_name(const ConfigNode& node) noexcept {
  switch (node.kind()) {
    case ConfigNode::Kind::null:
      return "nothing";
    case ConfigNode::Kind::scalar:
      return "a single value";
    case ConfigNode::Kind::list:
      return "a list";
    case ConfigNode::Kind::map:
      return "a map";
  }
  return "";
}

std::string quote_all(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

// "a rule", "an agenda", "dates".
std::string with_article(const std::string& what) {
  const std::string_view noun = std::string_view(what).substr(0, what.find(" of "));
  if (noun.ends_with('s') && !noun.ends_with("ss")) return what;
  const bool vowel = !what.empty() && std::string_view("aeio").find(what.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + what;
}

// A number as a user would write it: 64, 0.5.
std::string plain(double number) {
  return number == std::floor(number) && std::fabs(number) < 1e15
             ? fmt::format("{}", static_cast<std::int64_t>(number))
             : fmt::format("{}", number);
}

}  // namespace

ConfigReader::ConfigReader(const ConfigNode& node, std::string what, Diagnostics& diagnostics)
    : node_(&node), what_(std::move(what)), diagnostics_(&diagnostics) {
  if (!node.is_map())
    error(node,
          fmt::format("{} must be a map of 'key: value', not {}", with_article(what_), kind_name(node)));
}

void ConfigReader::error(const ConfigNode& at, std::string message, std::string hint) {
  diagnostics_->add(at.document().at(at, std::move(message), std::move(hint)));
}

const ConfigNode* ConfigReader::any(std::string_view key, bool required) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.push_back(key);
  const ConfigNode* found = node_->find(key);
  if (found == nullptr && required && node_->is_map())
    error(*node_, fmt::format("{} without '{}'", what_, key));
  return found;
}

const ConfigNode* ConfigReader::list(std::string_view key, bool required) {
  const ConfigNode* found = any(key, required);
  if (found == nullptr || found->is_list()) return found;
  error(*found,
        fmt::format("'{}' of {} must be a list, not {}", key, with_article(what_), kind_name(*found)));
  return nullptr;
}

const ConfigNode* ConfigReader::map(std::string_view key, bool required) {
  const ConfigNode* found = any(key, required);
  if (found == nullptr || found->is_map()) return found;
  error(*found, fmt::format("'{}' of {} must be a map of 'key: value', not {}", key, with_article(what_),
                            kind_name(*found)));
  return nullptr;
}

std::string ConfigReader::text(std::string_view key, std::string_view fallback, bool required) {
  const ConfigNode* found = any(key, required);
  if (found == nullptr) return std::string(fallback);
  if (found->is_scalar()) return std::string(found->scalar());
  error(*found,
        fmt::format("'{}' of {} must be a text, not {}", key, with_article(what_), kind_name(*found)));
  return std::string(fallback);
}

bool ConfigReader::boolean(std::string_view key, bool fallback) {
  const ConfigNode* found = any(key);
  if (found == nullptr) return fallback;
  if (const auto value = found->as_bool()) return *value;
  error(*found, fmt::format("'{}' of {} must be true or false", key, with_article(what_)));
  return fallback;
}

std::int64_t ConfigReader::integer(std::string_view key, std::int64_t fallback, std::int64_t min,
                                   std::int64_t max) {
  const ConfigNode* found = any(key);
  if (found == nullptr) return fallback;
  const auto value = found->as_integer();
  if (value && *value >= min && *value <= max) return *value;
  error(*found,
        fmt::format("'{}' of {} must be a whole number from {} to {}", key, with_article(what_), min, max));
  return fallback;
}

double ConfigReader::number(std::string_view key, double fallback, double min, double max) {
  const ConfigNode* found = any(key);
  if (found == nullptr) return fallback;
  const auto value = found->as_number();
  if (value && *value >= min && *value <= max) return *value;
  error(*found, fmt::format("'{}' of {} must be a number from {} to {}", key, with_article(what_), plain(min),
                            plain(max)));
  return fallback;
}

std::size_t ConfigReader::choice(std::string_view key, const std::vector<std::string_view>& choices,
                                 std::size_t fallback) {
  const ConfigNode* found = any(key);
  if (found == nullptr) return fallback;
  if (found->is_scalar()) {
    const auto at = std::find(choices.begin(), choices.end(), found->scalar());
    if (at != choices.end()) return static_cast<std::size_t>(at - choices.begin());
  }
  const std::string_view near =
      found->is_scalar() ? nearest_name(found->scalar(), choices) : std::string_view();
  error(*found, fmt::format("'{}' of {} must be one of: {}", key, with_article(what_), quote_all(choices)),
        near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  return fallback;
}

std::vector<std::string> ConfigReader::texts(std::string_view key, bool required) {
  const ConfigNode* found = any(key, required);
  std::vector<std::string> out;
  if (found == nullptr) return out;
  if (found->is_scalar()) {
    out.emplace_back(found->scalar());
  } else if (found->is_list()) {
    for (const ConfigNode* item : found->items()) {
      if (item->is_scalar())
        out.emplace_back(item->scalar());
      else
        error(*item, fmt::format("'{}' of {} must be a list of texts; this item is {}", key,
                                 with_article(what_), kind_name(*item)));
    }
  } else {
    error(*found, fmt::format("'{}' of {} must be a text or a list of texts, not {}", key,
                              with_article(what_), kind_name(*found)));
  }
  return out;
}

void ConfigReader::finish() {
  std::size_t unknown = 0;
  for (const auto& [key, value] : node_->entries()) {
    if (std::find(known_.begin(), known_.end(), key->scalar()) != known_.end()) continue;
    if (++unknown > kMaxUnknownKeys) {
      error(*key, "more unknown keys follow");
      return;
    }
    const std::string_view near = nearest_name(key->scalar(), known_);
    error(*key, fmt::format("unknown key '{}' of {}", key->scalar().substr(0, 80), with_article(what_)),
          near.empty() ? fmt::format("known keys: {}", quote_all(known_))
                       : fmt::format("did you mean '{}'?", near));
  }
}

}  // namespace minutemill
