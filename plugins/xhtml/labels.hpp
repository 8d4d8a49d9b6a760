// The few words that an exporter adds by itself (the heading of a table of contents ...), by language.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/config.hpp>
#include <minutemill/options.hpp>

namespace minutemill::xhtml {

// The words that there are.
[[nodiscard]] const std::vector<std::string_view>& label_keys();

class Labels {
 public:
  // Reads a file of `language: {key: text}`; every language must have all of `keys`. Faults are added to
  // `diagnostics`.
  Labels(const ConfigFile& file, const std::vector<std::string_view>& keys, Diagnostics& diagnostics);

  // In the language that fits `tag` best ("zh-Hant-TW", "zh-Hant", "zh"), else in the file's first one.
  [[nodiscard]] std::string_view get(std::string_view tag, std::string_view key) const noexcept;

 private:
  struct Language {
    std::string tag;
    std::vector<std::pair<std::string, std::string>> texts;
  };
  [[nodiscard]] const Language* find(std::string_view tag) const noexcept;
  std::vector<Language> languages_;
};

}  // namespace minutemill::xhtml
