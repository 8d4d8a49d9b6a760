// One YAML value read as the type of its option. Strict: nothing is guessed, each refusal says what to write.
#include "options/bind.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace minutemill {
namespace {

std::string_view kind_name(const ConfigNode& node) {
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

class Parser {
 public:
  Parser(const OptionSpec& spec, const ConfigLoader& load, Diagnostics& diagnostics)
      : spec_(spec), load_(load), diagnostics_(diagnostics) {}

  std::optional<OptionValue> parse(const ConfigNode& node) {
    if (node.is_null()) {
      complain(node, fmt::format("option '{}' has no value", spec_.name),
               spec_.is_required ? "write " + expected_value(spec_) : "take the line out to use the default");
      return std::nullopt;
    }
    switch (spec_.type) {
      case OptionType::list:
        return list(node);
      case OptionType::map:
        return map(node);
      default:
        break;
    }
    if (!node.is_scalar()) return refuse(node, kind_name(node));
    return scalar(node);
  }

 private:
  std::optional<OptionValue> scalar(const ConfigNode& node) {
    switch (spec_.type) {
      case OptionType::boolean:
        return boolean(node);
      case OptionType::integer: {
        const auto value = node.as_integer();
        if (!value) return refuse_number(node);
        return bounded(node, static_cast<double>(*value), OptionValue(*value));
      }
      case OptionType::number: {
        const auto value = node.as_number();
        if (!value) return refuse_number(node);
        return bounded(node, *value, OptionValue(*value));
      }
      case OptionType::choice:
        return choice(node);
      case OptionType::duration:
        return duration(node);
      case OptionType::size:
        return size(node);
      case OptionType::config:
        return config(node);
      default:
        return OptionValue(std::string(node.scalar()));
    }
  }

  std::optional<OptionValue> boolean(const ConfigNode& node) {
    if (const auto value = node.as_bool()) return OptionValue(*value);
    static constexpr std::string_view kTrue[] = {"yes", "on", "y", "True", "TRUE", "1"};
    static constexpr std::string_view kFalse[] = {"no", "off", "n", "False", "FALSE", "0"};
    std::string hint;
    if (std::ranges::find(kTrue, node.scalar()) != std::end(kTrue))
      hint = "write true";
    else if (std::ranges::find(kFalse, node.scalar()) != std::end(kFalse))
      hint = "write false";
    else if (node.quoted())
      hint = "take the quotes away";
    return refuse(node, quoted(node), std::move(hint));
  }

  std::optional<OptionValue> choice(const ConfigNode& node) {
    if (!allowed(node)) return std::nullopt;
    return OptionValue(std::string(node.scalar()));
  }

  std::optional<OptionValue> duration(const ConfigNode& node) {
    const auto value = parse_duration(node.scalar());
    if (!value) return refuse(node, quoted(node), unit_hint(node, "s", "ms, s, min and h"));
    return bounded(node, static_cast<double>(value->count()), OptionValue(*value));
  }

  std::optional<OptionValue> size(const ConfigNode& node) {
    const auto value = parse_size(node.scalar());
    if (!value) return refuse(node, quoted(node), unit_hint(node, "MiB", "B, kB, MB, GB, KiB, MiB and GiB"));
    return bounded(node, static_cast<double>(value->bytes), OptionValue(*value));
  }

  std::optional<OptionValue> config(const ConfigNode& node) {
    if (node.scalar().empty()) return refuse(node, "an empty text");
    auto file = load_ ? load_(node, node.scalar(), spec_) : std::nullopt;
    if (!file) return std::nullopt;
    return OptionValue(std::move(*file));
  }

  // A single value stands for a list of one.
  std::optional<OptionValue> list(const ConfigNode& node) {
    if (node.is_map()) return refuse(node, kind_name(node));
    TextList values;
    bool good = true;
    const auto add = [&](const ConfigNode& item) {
      if (!item.is_scalar()) {
        complain(item,
                 fmt::format("an item of option '{}' must be text, not {}", spec_.name, kind_name(item)), {});
        good = false;
      } else if (spec_.choice_count != 0 && !allowed(item)) {
        good = false;
      } else {
        values.emplace_back(item.scalar());
      }
    };
    if (node.is_scalar())
      add(node);
    else
      for (const ConfigNode* item : node.items()) add(*item);
    if (!good) return std::nullopt;
    return OptionValue(std::move(values));
  }

  std::optional<OptionValue> map(const ConfigNode& node) {
    if (!node.is_map()) return refuse(node, kind_name(node));
    TextMap values;
    bool good = true;
    for (const auto& [key, value] : node.entries()) {
      if (value->is_scalar()) {
        values.emplace_back(key->scalar(), value->scalar());
        continue;
      }
      complain(*value,
               fmt::format("'{}' of option '{}' must be text, not {}", key->scalar(), spec_.name,
                           kind_name(*value)),
               {});
      good = false;
    }
    if (!good) return std::nullopt;
    return OptionValue(std::move(values));
  }

  bool allowed(const ConfigNode& node) {
    const std::vector<std::string_view> names(spec_.choices, spec_.choices + spec_.choice_count);
    if (std::ranges::find(names, node.scalar()) != names.end()) return true;
    const std::string_view nearest = nearest_name(node.scalar(), names);
    refuse(node, quoted(node), nearest.empty() ? "" : fmt::format("did you mean '{}'?", nearest));
    return false;
  }

  std::optional<OptionValue> bounded(const ConfigNode& node, double value, OptionValue result) {
    if (!spec_.bounded || (value >= spec_.min && value <= spec_.max)) return result;
    return refuse(node, quoted(node));
  }

  std::optional<OptionValue> refuse_number(const ConfigNode& node) {
    std::string hint;
    const std::string_view text = node.scalar();
    if (node.quoted() && !text.empty() && text.find_first_not_of("0123456789.-") == std::string_view::npos) {
      hint = "take the quotes away";
    } else if (text.size() > 1 && text.front() == '0' &&
               text.find_first_not_of("0123456789") == std::string_view::npos) {
      hint = "numbers are decimal: take the leading 0 away";
    }
    return refuse(node, quoted(node), std::move(hint));
  }

  static std::string unit_hint(const ConfigNode& node, std::string_view unit, std::string_view units) {
    const std::string_view text = node.scalar();
    if (!text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos) {
      return fmt::format("write the unit: {}{}", text, unit);
    }
    if (text.find(' ') != std::string_view::npos) return "write number and unit without a space between them";
    return fmt::format("units are {}", units);
  }

  static std::string quoted(const ConfigNode& node) { return fmt::format("'{}'", node.scalar()); }

  std::nullopt_t refuse(const ConfigNode& node, std::string_view found, std::string hint = {}) {
    complain(node, fmt::format("option '{}' must be {}, not {}", spec_.name, expected_value(spec_), found),
             std::move(hint));
    return std::nullopt;
  }

  void complain(const ConfigNode& node, std::string message, std::string hint) {
    diagnostics_.add(node.document().at(node, std::move(message), std::move(hint)));
  }

  const OptionSpec& spec_;
  const ConfigLoader& load_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<OptionValue> parse_option(const OptionSpec& spec, const ConfigNode& node,
                                        const ConfigLoader& load, Diagnostics& diagnostics) {
  return Parser(spec, load, diagnostics).parse(node);
}

}  // namespace minutemill
