#include "list_mark.hpp"

#include <algorithm>
#include <string>

#include <minutemill/text.hpp>

namespace minutemill::clean {
namespace {

using MarkKind = ListMark::Kind;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

int roman_digit(char c) {
  switch (c | 0x20) {
    case 'i':
      return 1;
    case 'v':
      return 5;
    case 'x':
      return 10;
    case 'l':
      return 50;
    case 'c':
      return 100;
    default:
      return 0;
  }
}

// 0 for what is no roman numeral below 400.
int roman_value(std::string_view text) {
  constexpr std::size_t kLongest = 9;
  if (text.empty() || text.size() > kLongest) return 0;
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int value = roman_digit(text[i]), next = i + 1 < text.size() ? roman_digit(text[i + 1]) : 0;
    if (value == 0) return 0;
    sum += value < next ? -value : value;
  }
  return sum;
}

ListMark letters(std::string_view core, MarkKind before) {
  const bool upper = is_upper(core[0]);
  const int roman = roman_value(core), alpha = core.size() == 1 ? (core[0] | 0x20) - 'a' + 1 : 0;
  const MarkKind alpha_kind = upper ? MarkKind::upper_alpha : MarkKind::lower_alpha;
  const MarkKind roman_kind = upper ? MarkKind::upper_roman : MarkKind::lower_roman;
  // "i." begins a list of roman numerals, or goes on after "h.".
  const bool begins = core.size() > 1 || (core[0] | 0x20) == 'i' || before == roman_kind;
  if (roman > 0 && begins && before != alpha_kind) return {roman_kind, roman};
  if (alpha > 0) return {alpha_kind, alpha};
  if (roman > 0) return {roman_kind, roman};
  return {MarkKind::text, 0};
}

}  // namespace

ListMark read_list_mark(std::string_view mark, MarkKind before) {
  std::string_view core = trim(mark);
  const bool opened = core.starts_with('(');
  if (opened) core.remove_prefix(1);
  const bool closed = core.ends_with('.') || core.ends_with(')');
  if (closed) core.remove_suffix(1);
  constexpr std::size_t kDigits = 5;
  if (!core.empty() && core.size() <= kDigits && std::all_of(core.begin(), core.end(), is_digit))
    return {MarkKind::decimal, std::stoi(std::string(core))};
  if (closed && !core.empty() &&
      (std::all_of(core.begin(), core.end(), is_lower) || std::all_of(core.begin(), core.end(), is_upper)))
    return letters(core, before);
  // Signs of symbol fonts come as single letters ("o", "Ø", "§") and private characters.
  if (count_code_points(core) <= 1 && !opened && !closed) {
    std::size_t at = 0;
    const char32_t c = core.empty() ? U'\u2022' : next_code_point(core, at);
    return {c >= 0x4e00 && c < 0xa000 ? MarkKind::text : MarkKind::bullet, 0};
  }
  return {MarkKind::text, 0};
}

const char* list_type(MarkKind kind) noexcept {
  switch (kind) {
    case MarkKind::lower_alpha:
      return "a";
    case MarkKind::upper_alpha:
      return "A";
    case MarkKind::lower_roman:
      return "i";
    case MarkKind::upper_roman:
      return "I";
    default:
      return "";
  }
}

}  // namespace minutemill::clean
