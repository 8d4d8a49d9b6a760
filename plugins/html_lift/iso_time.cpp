#include "iso_time.hpp"

#include <cstdio>
#include <optional>

#include <minutemill/text.hpp>

namespace minutemill::lift {
namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

// Reads figures from left to right.
class Figures {
 public:
  Figures(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  // Between `least` and `most` digits, with no further one behind.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t end = at_;
    int value = 0;
    for (; end < text_.size() && end - at_ < most && is_digit(text_[end]); ++end)
      value = value * 10 + (text_[end] - '0');
    if (end - at_ < least || (end < text_.size() && is_digit(text_[end]))) return std::nullopt;
    at_ = end;
    return value;
  }

  // One mark or letter between two figures, with spaces around it.
  bool separator() {
    skip_spaces();
    if (done() || is_digit(text_[at_])) return false;
    std::size_t next = at_;
    static_cast<void>(next_code_point(text_, next));
    at_ = next;
    skip_spaces();
    return true;
  }

  void skip_spaces() {
    while (!done() && is_ascii_space(static_cast<unsigned char>(text_[at_]))) ++at_;
  }
  bool take(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] bool done() const noexcept { return at_ >= text_.size(); }
  [[nodiscard]] char front() const noexcept { return done() ? '\0' : text_[at_]; }
  [[nodiscard]] std::size_t at() const noexcept { return at_; }

 private:
  std::string_view text_;
  std::size_t at_;
};

std::string written(int year, int month, int day) {
  constexpr int kFirst = 1900, kLast = 2099, kMonths = 12, kDays = 31;
  if (year < kFirst || year > kLast || month < 1 || month > kMonths || day < 1 || day > kDays) return {};
  char out[16];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", year, month, day);
  return out;
}

// A day with its year first at `at`; `at` goes behind it.
std::string read_day(std::string_view text, std::size_t& at) {
  Figures figures(text, at);
  const std::optional<int> year = figures.number(4, 4);
  if (!year || !figures.separator()) return {};
  const std::optional<int> month = figures.number(1, 2);
  if (!month || !figures.separator()) return {};
  const std::optional<int> day = figures.number(1, 2);
  if (!day) return {};
  at = figures.at();
  return written(*year, *month, *day);
}

// "20150701"
std::string read_packed(std::string_view text, std::size_t at) {
  constexpr std::size_t kDigits = 8;
  int value = 0;
  for (std::size_t i = at; i < at + kDigits; ++i) {
    if (i >= text.size() || !is_digit(text[i])) return {};
    value = value * 10 + (text[i] - '0');
  }
  if (at + kDigits < text.size() && is_digit(text[at + kDigits])) return {};
  return written(value / 10000, value / 100 % 100, value % 100);
}

// " 09:53:00 -0400" behind a day, as "T09:53:00-04:00". Empty: no time of day is there.
std::string read_clock(std::string_view text, std::size_t at) {
  Figures figures(text, at);
  figures.skip_spaces();
  const std::optional<int> hour = figures.number(1, 2);
  constexpr int kHours = 23, kSixtieth = 59;
  if (!hour || *hour > kHours || !figures.take(':')) return {};
  const std::optional<int> minute = figures.number(2, 2);
  if (!minute || *minute > kSixtieth) return {};
  char out[24];
  std::snprintf(out, sizeof out, "T%02d:%02d", *hour, *minute);
  std::string clock = out;
  if (figures.take(':')) {
    const std::optional<int> second = figures.number(2, 2);
    if (!second || *second > kSixtieth + 1) return clock;
    std::snprintf(out, sizeof out, ":%02d", *second);
    clock += out;
  }
  figures.skip_spaces();
  const char sign = figures.front();
  if (sign == 'Z') return clock + 'Z';
  if (sign != '+' && sign != '-') return clock;
  figures.take(sign);
  const std::size_t zone = figures.at();
  std::string digits;
  for (std::size_t i = zone; i < text.size() && digits.size() < 4; ++i) {
    if (is_digit(text[i]))
      digits.push_back(text[i]);
    else if (text[i] != ':')
      break;
  }
  return digits.size() == 4 ? clock + sign + digits.substr(0, 2) + ':' + digits.substr(2) : clock;
}

bool is_iso(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() < kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i)
    if (kShape[i] == 'd' ? !is_digit(text[i]) : text[i] != kShape[i]) return false;
  return text.size() == kShape.size() || text[kShape.size()] == 'T';
}

}  // namespace

std::string iso_time(std::string_view text) {
  text = trim(text);
  if (is_iso(text)) return std::string(text);
  std::size_t at = 0;
  const std::string day = read_day(text, at);
  if (!day.empty()) {
    const std::string clock = read_clock(text, at);
    if (!clock.empty()) return day + clock;
    // A word may close the day, as in East Asian dates.
    std::size_t behind = at;
    if (behind < text.size() && static_cast<unsigned char>(text[behind]) >= 0x80)
      static_cast<void>(next_code_point(text, behind));
    return day + read_clock(text, behind);
  }
  constexpr std::size_t kPacked = 8;
  if (text.size() == kPacked)
    if (std::string packed = read_packed(text, 0); !packed.empty()) return packed;
  return std::string(text);
}

std::string day_in(std::string_view text) {
  for (std::size_t i = 0; i + 8 <= text.size(); ++i) {
    if (!is_digit(text[i]) || (i > 0 && is_digit(text[i - 1]))) continue;
    std::size_t at = i;
    if (std::string day = read_day(text, at); !day.empty()) return day;
  }
  return {};
}

std::string day_in_address(std::string_view url) {
  const std::size_t host = url.find("://");
  const std::size_t path = url.find('/', host == std::string_view::npos ? 0 : host + 3);
  if (path == std::string_view::npos) return {};
  url = url.substr(path, url.find_first_of("?#", path) - path);
  for (std::size_t i = 1; i + 8 <= url.size(); ++i) {
    if (!is_digit(url[i]) || is_digit(url[i - 1])) continue;
    if (std::string day = read_packed(url, i); !day.empty()) return day;
    std::size_t at = i;
    if (std::string day = read_day(url, at); !day.empty() && (at == url.size() || !is_digit(url[at])))
      return day;
  }
  return {};
}

}  // namespace minutemill::lift
