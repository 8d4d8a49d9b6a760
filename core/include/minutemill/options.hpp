// Options of a stage: one constexpr table binds names, help and bounds to the members of a plain struct.
// Parsing, lint, `plugins describe`, the JSON Schema and the reference pages all come from it.
//
//   struct SplitOptions {
//     std::int64_t depth = 3;
//     minutemill::ConfigFile rules;
//   };
//   constexpr std::array kOptions{
//       minutemill::option<&SplitOptions::depth>("depth", "Deepest level that gets a section of its
//       own.").between(1, 6), minutemill::option<&SplitOptions::rules>("rules", "Rule
//       file.").in_folder("rules").required(),
//   };
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <minutemill/export.hpp>

namespace minutemill {

// A size in bytes: "64MiB", "10kB", "512B".
struct ByteSize {
  std::uint64_t bytes = 0;
  friend bool operator==(const ByteSize&, const ByteSize&) = default;
};

// A file named by an option, already read by the program: stages open no files. An empty path means none was
// named.
struct ConfigFile {
  std::string path;  // as written in the pipeline
  std::string file;  // where it was found
  std::string text;
};

using TextList = std::vector<std::string>;
using TextMap = std::vector<std::pair<std::string, std::string>>;  // in file order
using Milliseconds = std::chrono::milliseconds;                    // "30s", "500ms", "2min"

enum class OptionType : std::uint8_t {
  boolean,
  integer,
  number,
  text,
  choice,
  list,
  map,
  duration,
  size,
  config
};
[[nodiscard]] MINUTEMILL_API std::string_view to_string(OptionType type) noexcept;

using OptionValue = std::variant<bool, std::int64_t, double, std::string, TextList, TextMap, Milliseconds,
                                 ByteSize, ConfigFile>;

// One row of a stage's table. Everything in it lives as long as the plugin.
struct OptionSpec {
  std::string_view name;  // snake_case noun
  std::string_view help;  // one or two sentences
  OptionType type = OptionType::text;
  bool is_required = false;
  bool bounded = false;
  double min = 0;  // of a number, a duration in ms, a size in bytes
  double max = 0;
  const std::string_view* choices = nullptr;  // for choice, and for the items of a list
  std::size_t choice_count = 0;
  std::string_view folder;  // config: the folder of configs/ that is searched
  void (*assign)(void* options, const OptionValue& value) = nullptr;
  OptionValue (*read)(const void* options) = nullptr;

  [[nodiscard]] constexpr OptionSpec required() const {
    OptionSpec spec = *this;
    spec.is_required = true;
    return spec;
  }
  // Both ends included.
  [[nodiscard]] constexpr OptionSpec between(double low, double high) const {
    OptionSpec spec = *this;
    spec.bounded = true;
    spec.min = low;
    spec.max = high;
    return spec;
  }
  // `names` must have static storage.
  template <std::size_t N>
  [[nodiscard]] constexpr OptionSpec one_of(const std::string_view (&names)[N]) const {
    OptionSpec spec = *this;
    if (spec.type == OptionType::text) spec.type = OptionType::choice;
    spec.choices = names;
    spec.choice_count = N;
    return spec;
  }
  [[nodiscard]] constexpr OptionSpec in_folder(std::string_view configs) const {
    OptionSpec spec = *this;
    spec.folder = configs;
    return spec;
  }
};

namespace detail {
template <class T>
struct MemberOf;
template <class S, class T>
struct MemberOf<T S::*> {
  using Struct = S;
  using Type = T;
};

template <class T>
constexpr OptionType option_type() {
  if constexpr (std::is_same_v<T, bool>)
    return OptionType::boolean;
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return OptionType::integer;
  else if constexpr (std::is_same_v<T, double>)
    return OptionType::number;
  else if constexpr (std::is_same_v<T, std::string>)
    return OptionType::text;
  else if constexpr (std::is_same_v<T, TextList>)
    return OptionType::list;
  else if constexpr (std::is_same_v<T, TextMap>)
    return OptionType::map;
  else if constexpr (std::is_same_v<T, Milliseconds>)
    return OptionType::duration;
  else if constexpr (std::is_same_v<T, ByteSize>)
    return OptionType::size;
  else {
    static_assert(std::is_same_v<T, ConfigFile>,
                  "an option is bool, std::int64_t, double, std::string, TextList, TextMap, Milliseconds, "
                  "ByteSize or ConfigFile");
    return OptionType::config;
  }
}
}  // namespace detail

template <auto Member>
[[nodiscard]] constexpr OptionSpec option(std::string_view name, std::string_view help) {
  using Of = detail::MemberOf<decltype(Member)>;
  using Struct = typename Of::Struct;
  using Type = typename Of::Type;
  OptionSpec spec;
  spec.name = name;
  spec.help = help;
  spec.type = detail::option_type<Type>();
  spec.assign = [](void* options, const OptionValue& value) {
    static_cast<Struct*>(options)->*Member = std::get<Type>(value);
  };
  spec.read = [](const void* options) { return OptionValue(static_cast<const Struct*>(options)->*Member); };
  return spec;
}

// Values by name, as a pipeline gives them; what is not given keeps the default of the struct.
using OptionValues = std::vector<std::pair<std::string, OptionValue>>;

}  // namespace minutemill
