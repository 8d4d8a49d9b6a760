// From the YAML of a step to the values of its stage's option table, with a diagnostic for everything that
// does not fit.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/config.hpp>
#include <minutemill/export.hpp>
#include <minutemill/options.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill {

// Reads the file that an option of type config names; adds a diagnostic at `at` and returns nothing when it
// cannot.
using ConfigLoader = std::function<std::optional<ConfigFile>(const ConfigNode& at, std::string_view path,
                                                             const OptionSpec& spec)>;

// One `--set step.option=value`: the value is the root of a document of its own.
struct OptionOverride {
  std::string_view option;
  const ConfigNode* value = nullptr;
  const ConfigNode* at = nullptr;  // where to complain of an unknown name; `value` when null
};

struct BindRequest {
  const StageInfo* stage = nullptr;
  const ConfigNode* step = nullptr;  // the step's map (or its name): where a missing option is complained of
  const ConfigNode* with = nullptr;  // null when the step has none
  std::vector<OptionOverride> overrides;
  ConfigLoader load;
};

// Values given by the file and the overrides, in the order of the table, each name once; what is wrong is
// left out and told in `diagnostics`: unknown names (with the nearest, or all there are), wrong types and
// units, values out of range, missing required options.
[[nodiscard]] MINUTEMILL_API OptionValues bind_options(const BindRequest& request, Diagnostics& diagnostics);

// One value read as its option's type.
[[nodiscard]] MINUTEMILL_API std::optional<OptionValue> parse_option(const OptionSpec& spec,
                                                                     const ConfigNode& node,
                                                                     const ConfigLoader& load,
                                                                     Diagnostics& diagnostics);

// "30s", "500ms", "1.5min", "2h": a decimal number and a unit, nothing between them.
[[nodiscard]] MINUTEMILL_API std::optional<Milliseconds> parse_duration(std::string_view text) noexcept;
// "512B", "10kB", "64MiB", "1.5GB".
[[nodiscard]] MINUTEMILL_API std::optional<ByteSize> parse_size(std::string_view text) noexcept;
// The shortest exact way to write one: 30000 ms -> "30s", 67108864 -> "64MiB".
[[nodiscard]] MINUTEMILL_API std::string format_duration(Milliseconds value);
[[nodiscard]] MINUTEMILL_API std::string format_size(ByteSize value);
// As it would be written in YAML, on one line: "30s", "[a, b]", "{a: b}", "''" for an empty text.
[[nodiscard]] MINUTEMILL_API std::string format_option(const OptionValue& value);

// Null when the stage has no such option.
[[nodiscard]] MINUTEMILL_API const OptionSpec* find_option(const StageInfo& stage,
                                                           std::string_view name) noexcept;
[[nodiscard]] MINUTEMILL_API std::vector<std::string_view> option_names(const StageInfo& stage);
// "a whole number from 1 to 6", "one of: a, b": what a reader must write.
[[nodiscard]] MINUTEMILL_API std::string expected_value(const OptionSpec& spec);

}  // namespace minutemill
