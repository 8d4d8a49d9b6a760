// Numerals: digits of any script and numerals with units (第一百三十八 -> 138), from the rule file's
// `numbers:`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace minutemill::rules {

class Numbers {
 public:
  // `word` stands for a digit value, 0 to 99 (廿 is 20).
  void add_digit(std::string_view word, std::int64_t value) { digits_[std::string(word)] = value; }
  // `word` multiplies what stands before it: 十 10, 百 100, 万 10000.
  void add_unit(std::string_view word, std::int64_t value) { units_[std::string(word)] = value; }
  // Ordinal words that are read whole: "first" 1.
  void add_word(std::string_view word, std::int64_t value) { words_[std::string(word)] = value; }

  // The whole of `text` as a number from 0 to 10^12; spaces are passed over, ASCII letters fold to lower
  // case.
  [[nodiscard]] std::optional<std::int64_t> read(std::string_view text) const;

 private:
  std::unordered_map<std::string, std::int64_t> digits_, units_, words_;
};

}  // namespace minutemill::rules
