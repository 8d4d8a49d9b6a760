// A whole `with:` map held against the option table of its stage.
#include "options/bind.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minutemill {
namespace {

// Keys of a step, which belong one level above its options.
constexpr std::array<std::string_view, 5> kStepKeys{"use", "id", "with", "to", "when"};

std::string unknown_hint(const StageInfo& stage, std::string_view name) {
  if (std::ranges::find(kStepKeys, name) != kStepKeys.end()) {
    return fmt::format("'{}' is a key of the step: move it one level up, beside 'use'", name);
  }
  const auto names = option_names(stage);
  if (names.empty()) return fmt::format("stage {} has no options", stage.name);
  if (const std::string_view nearest = nearest_name(name, names); !nearest.empty()) {
    return fmt::format("did you mean '{}'?", nearest);
  }
  return fmt::format("its options are: {}", fmt::join(names, ", "));
}

class Binder {
 public:
  Binder(const BindRequest& request, Diagnostics& diagnostics)
      : request_(request), diagnostics_(diagnostics) {}

  OptionValues bind() {
    const StageInfo& stage = *request_.stage;
    if (request_.with != nullptr && !request_.with->is_map() && !request_.with->is_null()) {
      complain(*request_.with, "'with' must be a map of options",
               fmt::format("write the options of stage {} under it, one a line", stage.name));
      return {};
    }
    complain_of_unknown();
    OptionValues values;
    for (std::size_t i = 0; i < stage.option_count; ++i) bind_one(stage.options[i], values);
    return values;
  }

 private:
  void bind_one(const OptionSpec& spec, OptionValues& values) {
    const ConfigNode* node = find(spec.name);
    if (node == nullptr) {
      if (spec.is_required && request_.step != nullptr) {
        complain(*request_.step, fmt::format("stage {} needs option '{}'", request_.stage->name, spec.name),
                 fmt::format("{} Write {}.", spec.help, expected_value(spec)));
      }
      return;
    }
    if (complain_of_depth(spec, *node)) return;
    if (auto value = parse_option(spec, *node, request_.load, diagnostics_)) {
      values.emplace_back(std::string(spec.name), std::move(*value));
    }
  }

  // What was meant as a neighbour is often indented below the option before it.
  bool complain_of_depth(const OptionSpec& spec, const ConfigNode& node) {
    if (!node.is_map() || spec.type == OptionType::map) return false;
    for (const auto& [key, value] : node.entries()) {
      if (find_option(*request_.stage, key->scalar()) == nullptr) continue;
      complain(*key, fmt::format("option '{}' stands inside option '{}'", key->scalar(), spec.name),
               fmt::format("move it one level up, beside '{}'", spec.name));
      return true;
    }
    return false;
  }

  // The last override of a name counts, and the file's value only without one.
  const ConfigNode* find(std::string_view name) const {
    for (auto it = request_.overrides.rbegin(); it != request_.overrides.rend(); ++it)
      if (it->option == name) return it->value;
    return request_.with != nullptr && request_.with->is_map() ? request_.with->find(name) : nullptr;
  }

  void complain_of_unknown() {
    const StageInfo& stage = *request_.stage;
    const auto check = [&](std::string_view name, const ConfigNode& at) {
      if (find_option(stage, name) != nullptr) return;
      complain(at, fmt::format("unknown option '{}' of stage {}", name, stage.name),
               unknown_hint(stage, name));
    };
    if (request_.with != nullptr && request_.with->is_map())
      for (const auto& [key, value] : request_.with->entries()) check(key->scalar(), *key);
    for (const OptionOverride& override_ : request_.overrides)
      check(override_.option, override_.at != nullptr ? *override_.at : *override_.value);
  }

  void complain(const ConfigNode& node, std::string message, std::string hint) {
    diagnostics_.add(node.document().at(node, std::move(message), std::move(hint)));
  }

  const BindRequest& request_;
  Diagnostics& diagnostics_;
};

}  // namespace

OptionValues bind_options(const BindRequest& request, Diagnostics& diagnostics) {
  return Binder(request, diagnostics).bind();
}

const OptionSpec* find_option(const StageInfo& stage, std::string_view name) noexcept {
  const OptionSpec* end = stage.options + stage.option_count;
  const OptionSpec* found =
      std::find_if(stage.options, end, [&](const OptionSpec& spec) { return spec.name == name; });
  return found == end ? nullptr : found;
}

std::vector<std::string_view> option_names(const StageInfo& stage) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < stage.option_count; ++i) names.push_back(stage.options[i].name);
  return names;
}

}  // namespace minutemill
