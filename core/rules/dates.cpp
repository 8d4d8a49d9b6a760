#include "rules/dates.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "rules/bare_word.hpp"
#include <minutemill/text.hpp>

namespace minutemill::rules {

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::int64_t to_serial(Day d) noexcept {
  const std::int64_t y = d.month <= 2 ? d.year - 1 : d.year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t yoe = y - era * 400;
  const std::int64_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

Day from_serial(std::int64_t serial) noexcept {
  serial += 719468;
  const std::int64_t era = (serial >= 0 ? serial : serial - 146096) / 146097;
  const std::int64_t doe = serial - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  Day out;
  out.day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  out.month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  out.year = static_cast<int>(yoe + era * 400 + (out.month <= 2 ? 1 : 0));
  return out;
}

bool is_valid(Day d) noexcept {
  if (d.year < 1800 || d.year > 2200 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31) return false;
  const Day back = from_serial(to_serial(d));
  return back.year == d.year && back.month == d.month && back.day == d.day;
}

std::optional<Day> parse_iso(std::string_view text) noexcept {
  const auto digits = [&](std::size_t at, std::size_t count) -> int {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
      if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const Day day{digits(0, 4), digits(5, 2), digits(8, 2)};
  return is_valid(day) ? std::optional(day) : std::nullopt;
}

std::string to_iso(Day d) {
  return fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
}

struct Dates::Parts {
  std::optional<int> year, month, day, relative;
};

namespace {

std::optional<int> look_up(const std::unordered_map<std::string, int>& words, std::string_view word) {
  const auto found = words.find(bare_word(word, "."));
  return found != words.end() ? std::optional(found->second) : std::nullopt;
}

}  // namespace

bool Dates::parse(std::string_view text, const Numbers& numbers, Parts& parts) const {
  Match match;
  const auto number = [&](std::string_view word) -> std::optional<int> {
    const auto value = numbers.read(word);
    return value && *value <= 9999 ? std::optional(static_cast<int>(*value)) : std::nullopt;
  };
  for (const auto& format : formats_) {
    if (!format->full(text, match)) continue;
    parts = {};
    if (const auto word = match.text(format->group("year")); !word.empty()) {
      parts.year = number(word);
      if (!parts.year) continue;
      if (const auto era = match.text(format->group("era")); !era.empty()) {
        const auto zero = look_up(eras_, era);
        if (!zero) continue;
        *parts.year += *zero;
      } else if (*parts.year < 100) {
        *parts.year += 2000;
      } else if (*parts.year < 1000) {
        *parts.year += three_digit_zero_;
      }
    }
    if (const auto word = match.text(format->group("month")); !word.empty()) {
      parts.month = look_up(months_, word);
      if (!parts.month) parts.month = number(word);
      if (!parts.month || *parts.month < 1 || *parts.month > 12) continue;
    }
    if (const auto word = match.text(format->group("day")); !word.empty()) {
      parts.day = number(word);
      if (!parts.day || *parts.day < 1 || *parts.day > 31) continue;
    }
    if (const auto word = match.text(format->group("relative")); !word.empty()) {
      parts.relative = look_up(relative_, word);
      if (!parts.relative) continue;
    }
    return true;
  }
  return false;
}

namespace {

// The latest day of that number in a month that does not lie after `page`.
std::optional<Day> latest_before(int number, Day page) {
  Day at{page.year, page.month, number};
  for (int tries = 0; tries < 12; ++tries) {
    if (is_valid(at) && to_serial(at) <= to_serial(page)) return at;
    if (--at.month == 0) {
      at.month = 12;
      --at.year;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<DateReading> Dates::read(std::string_view text, const Numbers& numbers,
                                       const DateContext& context) const {
  Parts parts;
  if (!parse(trim(text), numbers, parts)) return std::nullopt;
  const auto by_page = [&](Day day) {
    return DateReading{to_iso(day), "date(page=" + to_iso(*context.page) + ")"};
  };
  if (parts.relative) {
    if (!context.page) return std::nullopt;
    return by_page(from_serial(to_serial(*context.page) + *parts.relative));
  }
  if (parts.year && parts.month && parts.day) {
    const Day day{*parts.year, *parts.month, *parts.day};
    return is_valid(day) ? std::optional(DateReading{to_iso(day), "date"}) : std::nullopt;
  }
  if (parts.year && parts.month)
    return DateReading{fmt::format("{:04}-{:02}", *parts.year, *parts.month), "date"};
  if (parts.month && parts.day) {
    if (context.page) {
      Day day{context.page->year, *parts.month, *parts.day};
      if (!is_valid(day) || to_serial(day) > to_serial(*context.page)) --day.year;
      if (is_valid(day)) return by_page(day);
    }
    if (context.year && is_valid({*context.year, *parts.month, *parts.day}))
      return DateReading{to_iso({*context.year, *parts.month, *parts.day}),
                         fmt::format("date(year={})", *context.year)};
    return is_valid({2000, *parts.month, *parts.day})
               ? std::optional(DateReading{fmt::format("--{:02}-{:02}", *parts.month, *parts.day), "date"})
               : std::nullopt;
  }
  if (parts.day && context.page) {
    const auto day = latest_before(*parts.day, *context.page);
    return day ? std::optional(by_page(*day)) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace minutemill::rules
