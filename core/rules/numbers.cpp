#include "rules/numbers.hpp"

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {
constexpr std::int64_t kMost = 1'000'000'000'000;
constexpr std::int64_t kLargeUnit = 10'000;  // from here on a unit closes a group: 三万五千

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}
}  // namespace

std::optional<std::int64_t> Numbers::read(std::string_view text) const {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  if (auto word = words_.find(lower(text)); word != words_.end()) return word->second;
  std::int64_t total = 0, group = 0, digits = 0;
  bool any_digit = false, any = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if (is_space(c)) continue;
    any = true;
    const std::string character(text.substr(start, i - start));
    if (c >= U'0' && c <= U'9') {
      digits = digits * 10 + static_cast<std::int64_t>(c - U'0');
      any_digit = true;
    } else if (auto digit = digits_.find(character); digit != digits_.end()) {
      digits = digit->second < 10 ? digits * 10 + digit->second : digits + digit->second;
      any_digit = true;
    } else if (auto unit = units_.find(character); unit != units_.end()) {
      const std::int64_t before = any_digit ? digits : (group == 0 ? 1 : 0);
      if (unit->second >= kLargeUnit) {
        const std::int64_t whole = group + (any_digit ? digits : 0);
        total += (whole == 0 ? 1 : whole) * unit->second;
        group = 0;
      } else {
        group += before * unit->second;
      }
      digits = 0;
      any_digit = false;
    } else {
      return std::nullopt;
    }
    if (digits > kMost || group > kMost || total > kMost) return std::nullopt;
  }
  if (!any) return std::nullopt;
  return total + group + digits;
}

}  // namespace minutemill::rules
