#include "note_marks.hpp"

#include <algorithm>
#include <array>

#include <minutemill/text.hpp>

namespace minutemill::lift {
namespace {

constexpr std::u32string_view kOpening = U"[(\u3014\u3010\uff08\uff3b";
constexpr std::u32string_view kClosing = U"])\u3015\u3011\uff09\uff3d";
constexpr std::u32string_view kAfterNumber = U".:\u3001\uff0e\uff1a";

bool is_one_of(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}

// What is left of a mark without brackets and spaces.
std::string core_of(std::string_view mark) {
  std::string out;
  for (std::size_t i = 0; i < mark.size();) {
    const std::size_t begin = i;
    const char32_t c = next_code_point(mark, i);
    if (!is_one_of(c, kOpening) && !is_one_of(c, kClosing) && !is_space(c))
      out.append(mark, begin, i - begin);
  }
  return out;
}

std::size_t after_spaces(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t next = at;
    if (!is_space(next_code_point(text, next))) break;
    at = next;
  }
  return at;
}

bool is_digit_or_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

}  // namespace

bool is_note_mark(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 12;
  if (text.empty() || text.size() > kLongest) return false;
  bool has_core = false;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (is_one_of(c, kOpening) || is_one_of(c, kClosing)) continue;
    const bool sign = (c >= '0' && c <= '9') || c == '*' || c == 0x2020 || c == 0x2021 || c == 0xa7 ||
                      c == 0xb6 || (c >= 0x2460 && c <= 0x24ff) || (c >= 'a' && c <= 'z' && text.size() <= 3);
    if (!sign) return false;
    has_core = true;
  }
  return has_core;
}

bool is_circled_number(std::string_view text) noexcept {
  if (text.empty()) return false;
  std::size_t at = 0;
  const char32_t c = next_code_point(text, at);
  return at == text.size() && ((c >= 0x2460 && c <= 0x24ff) || (c >= 0x2776 && c <= 0x2793));
}

bool is_return_arrow(std::string_view text) noexcept {
  constexpr std::u32string_view kArrows = U"^\u2191\u2190\u21a9\u21b5\u21d1\u23ce\u2934\u2b06\u2b11";
  bool found = false;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (is_one_of(c, kArrows))
      found = true;
    else if (c != 0xfe0e && c != 0xfe0f && !is_space(c) && !is_one_of(c, kOpening) && !is_one_of(c, kClosing))
      return false;
  }
  return found;
}

std::size_t repeated_mark(std::string_view text, std::string_view mark) {
  const std::string core = core_of(mark);
  if (core.empty()) return 0;
  std::size_t at = after_spaces(text, 0);
  bool bracketed = false;
  if (at < text.size()) {
    std::size_t next = at;
    if (is_one_of(next_code_point(text, next), kOpening)) {
      bracketed = true;
      at = after_spaces(text, next);
    }
  }
  if (text.compare(at, core.size(), core) != 0) return 0;
  const bool plain = is_digit_or_letter(core.back());
  at += core.size();
  std::size_t end = at;
  bool marked = !plain;
  if (end < text.size()) {
    std::size_t next = end;
    const char32_t c = next_code_point(text, next);
    const bool closes = is_one_of(c, kClosing);
    // "1.5 %" is no label.
    const bool decimal = c == '.' && next < text.size() && text[next] >= '0' && text[next] <= '9';
    if (closes || (!bracketed && is_one_of(c, kAfterNumber) && !decimal)) {
      end = next;
      marked = true;
    } else if (bracketed) {
      return 0;
    }
  } else {
    marked = true;
  }
  return marked ? end : 0;
}

}  // namespace minutemill::lift
