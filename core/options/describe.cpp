// Option tables in words: what a reader may write, and how a value is written.
#include "options/bind.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minutemill {
namespace {

std::string bound(const OptionSpec& spec, double value) {
  switch (spec.type) {
    case OptionType::duration:
      return format_duration(Milliseconds(static_cast<std::int64_t>(value)));
    case OptionType::size:
      return format_size(ByteSize{static_cast<std::uint64_t>(value)});
    default:
      return fmt::format("{}", value);
  }
}

std::string choice_list(const OptionSpec& spec) {
  return fmt::format("{}", fmt::join(spec.choices, spec.choices + spec.choice_count, ", "));
}

bool is_plain(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.front() == '-') return false;
  if (text == "true" || text == "false" || text == "null" || text == "~") return false;
  if (text.front() >= '0' && text.front() <= '9') return false;
  return text.find_first_of(":#{}[],&*!|>'\"%@`?\n\t\\") == std::string_view::npos;
}

std::string quote(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  if (text.find_first_of("\n\t") == std::string_view::npos) {
    std::string out = "'";
    for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
    return out + "'";
  }
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c == '"' || c == '\\')
      (out += '\\') += c;
    else
      out += c;
  }
  return out + "\"";
}

struct Formatter {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return fmt::format("{}", value); }
  std::string operator()(const std::string& value) const { return quote(value); }
  std::string operator()(const Milliseconds& value) const { return format_duration(value); }
  std::string operator()(const ByteSize& value) const { return format_size(value); }
  std::string operator()(const ConfigFile& value) const { return quote(value.path); }
  std::string operator()(const TextList& list) const {
    std::string out;
    for (const std::string& item : list) (out += out.empty() ? "" : ", ") += quote(item);
    return "[" + out + "]";
  }
  std::string operator()(const TextMap& map) const {
    std::string out;
    for (const auto& [key, value] : map) (out += out.empty() ? "" : ", ") += quote(key) + ": " + quote(value);
    return "{" + out + "}";
  }
};

}  // namespace

std::string_view to_string(OptionType type) noexcept {
  switch (type) {
    case OptionType::boolean:
      return "boolean";
    case OptionType::integer:
      return "integer";
    case OptionType::number:
      return "number";
    case OptionType::text:
      return "text";
    case OptionType::choice:
      return "choice";
    case OptionType::list:
      return "list";
    case OptionType::map:
      return "map";
    case OptionType::duration:
      return "duration";
    case OptionType::size:
      return "size";
    case OptionType::config:
      return "config";
  }
  return "";
}

std::string format_option(const OptionValue& value) {
  return std::visit(Formatter{}, value);
}

std::string expected_value(const OptionSpec& spec) {
  const std::string range =
      spec.bounded ? fmt::format(" from {} to {}", bound(spec, spec.min), bound(spec, spec.max)) : "";
  switch (spec.type) {
    case OptionType::boolean:
      return "true or false";
    case OptionType::integer:
      return "a whole number" + range;
    case OptionType::number:
      return "a number" + range;
    case OptionType::text:
      return "text";
    case OptionType::choice:
      return "one of: " + choice_list(spec);
    case OptionType::list:
      return spec.choice_count == 0 ? std::string("a list of texts")
                                    : "a list of some of: " + choice_list(spec);
    case OptionType::map:
      return "a map of names to texts";
    case OptionType::duration:
      return (range.empty() ? "a duration such as 500ms, 30s or 2min" : "a duration" + range);
    case OptionType::size:
      return (range.empty() ? "a size such as 10kB or 64MiB" : "a size" + range);
    case OptionType::config:
      return spec.folder.empty()
                 ? std::string("the path of a file")
                 : fmt::format("the path of a file, beside the pipeline or in configs/{}", spec.folder);
  }
  return "";
}

}  // namespace minutemill
