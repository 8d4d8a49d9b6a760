// Days: the forms of dates, month names, eras and words like "yesterday" come from the rule file's `dates:`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/numbers.hpp"
#include "rules/patterns.hpp"

namespace minutemill::rules {

struct Day {
  int year = 0;
  int month = 0;
  int day = 0;
};
// Days since 1970-01-01 in the Gregorian calendar, and back.
[[nodiscard]] std::int64_t to_serial(Day day) noexcept;
[[nodiscard]] Day from_serial(std::int64_t serial) noexcept;
[[nodiscard]] bool is_valid(Day day) noexcept;
// "2020-05-22", "2020-05-22T07:15:00+08:00"
[[nodiscard]] std::optional<Day> parse_iso(std::string_view text) noexcept;
[[nodiscard]] std::string to_iso(Day day);

// What an incomplete date is completed from.
struct DateContext {
  std::optional<Day> page;  // the day the page was published
  std::optional<int> year;  // printed elsewhere for the same meeting
};

struct DateReading {
  std::string iso;  // 2020-05-22, 2020-05, --05-22
  std::string how;  // "date", "date(page=2020-05-25)"
};

class Dates {
 public:
  void add_format(std::unique_ptr<Pattern> format) { formats_.push_back(std::move(format)); }
  void add_month(std::string_view word, int month) { months_[std::string(word)] = month; }
  void add_era(std::string_view word, int year_zero) { eras_[std::string(word)] = year_zero; }
  // What a year of three digits, which no year of a report's time has, is counted from; 0 for none.
  void count_three_digit_years_from(int zero) { three_digit_zero_ = zero; }
  void add_relative(std::string_view word, int days) { relative_[std::string(word)] = days; }

  // `text` is folded and holds one date and nothing else. Nothing when it names no day, or a day that cannot
  // be.
  [[nodiscard]] std::optional<DateReading> read(std::string_view text, const Numbers& numbers,
                                                const DateContext& context) const;

 private:
  struct Parts;
  [[nodiscard]] bool parse(std::string_view text, const Numbers& numbers, Parts& parts) const;

  std::vector<std::unique_ptr<Pattern>> formats_;  // groups year, era, month, day, relative
  std::unordered_map<std::string, int> months_, eras_, relative_;
  int three_digit_zero_ = 0;
};

}  // namespace minutemill::rules
