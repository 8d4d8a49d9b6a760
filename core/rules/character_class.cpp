#include "rules/character_class.hpp"

#include <algorithm>
#include <charconv>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {

constexpr char32_t kKelvin = 0x212a, kLongS = 0x017f;  // what k and s are as well, in either case

CharacterClass only(char32_t c) {
  return {{{c, c}}, false, false, false};
}
CharacterClass anything() {
  return {{}, false, true, true};
}

// \pL, \p{Han}
std::optional<CharacterClass> read_property(std::string_view pattern, std::size_t& at) {
  if (at + 2 >= pattern.size()) return std::nullopt;
  if (pattern[at + 2] != '{') {
    at += 3;
    return anything();
  }
  const std::size_t close = pattern.find('}', at);
  if (close == std::string_view::npos) return std::nullopt;
  const bool ideographs = pattern.substr(at, close - at) == "\\p{Han";
  at = close + 1;
  return CharacterClass{{}, false, true, !ideographs};
}

// \x41, \x{1F600}
std::optional<CharacterClass> read_hexadecimal(std::string_view pattern, std::size_t& at) {
  std::string_view digits = pattern.substr(at + 2, 2);
  std::size_t end = at + 4;
  if (pattern.substr(at + 2).starts_with('{')) {
    const std::size_t close = std::min(pattern.find('}', at), pattern.size());
    digits = pattern.substr(at + 3, close - at - 3);
    end = close + 1;
  }
  std::uint32_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.empty() || read.ptr != digits.data() + digits.size()) return std::nullopt;
  at = end;
  return only(value);
}

std::optional<CharacterClass> read_escape(std::string_view pattern, std::size_t& at) {
  if (at + 1 >= pattern.size()) return std::nullopt;
  const char c = pattern[at + 1];
  const auto simple = [&](CharacterClass made) {
    at += 2;
    return made;
  };
  switch (c) {
    case 'd':
      return simple({{{U'0', U'9'}}, false, false, false});
    case 'w':
      return simple({{{U'0', U'9'}, {U'A', U'Z'}, {U'_', U'_'}, {U'a', U'z'}}, false, false, false});
    case 's':
      return simple({{{U'\t', U'\n'}, {U'\f', U'\r'}, {U' ', U' '}}, false, false, false});
    case 'D':
    case 'W':
    case 'S':
      return simple(anything());
    case 'p':
    case 'P':
      return read_property(pattern, at);
    case 'x':
      return read_hexadecimal(pattern, at);
    case 'a':
      return simple(only(7));
    case 'f':
      return simple(only(U'\f'));
    case 't':
      return simple(only(U'\t'));
    case 'n':
      return simple(only(U'\n'));
    case 'r':
      return simple(only(U'\r'));
    case 'v':
      return simple(only(U'\v'));
    default:
      break;
  }
  const bool word = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  if (word || static_cast<unsigned char>(c) >= 0x80) return std::nullopt;
  return simple(only(static_cast<char32_t>(c)));
}

// An element of [...]: a character, a range of them, a class by name.
bool read_element(std::string_view pattern, std::size_t& at, CharacterClass& into) {
  if (pattern.substr(at).starts_with("[:")) {
    const std::size_t close = pattern.find(":]", at);
    if (close == std::string_view::npos) return false;
    at = close + 2;
    into.open = into.open_ascii = true;
    return true;
  }
  const auto character = [&]() -> std::optional<CharacterClass> {
    if (at >= pattern.size()) return std::nullopt;
    if (pattern[at] == '\\') return read_escape(pattern, at);
    return only(next_code_point(pattern, at));
  };
  auto first = character();
  if (!first) return false;
  const bool single = first->ranges.size() == 1 && first->ranges[0].first == first->ranges[0].second;
  if (single && at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
    ++at;
    const auto last = character();
    if (!last || last->ranges.size() != 1) return false;
    first->ranges[0].second = last->ranges[0].second;
  }
  into.ranges.insert(into.ranges.end(), first->ranges.begin(), first->ranges.end());
  into.open = into.open || first->open;
  into.open_ascii = into.open_ascii || first->open_ascii;
  return true;
}

std::optional<CharacterClass> read_brackets(std::string_view pattern, std::size_t& at) {
  CharacterClass out;
  std::size_t i = at + 1;
  if (i < pattern.size() && pattern[i] == '^') {
    out.negated = true;
    ++i;
  }
  for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false)
    if (!read_element(pattern, i, out)) return std::nullopt;
  if (i >= pattern.size()) return std::nullopt;
  at = i + 1;
  return out;
}

}  // namespace

void CharacterClass::fold_case() {
  std::vector<std::pair<char32_t, char32_t>> more;
  for (const auto& [first, last] : ranges) {
    if (last >= 0x80) open = open_ascii = true;
    for (char32_t c = first; c <= std::min<char32_t>(last, 0x7f); ++c) {
      const char32_t lower = c >= U'A' && c <= U'Z' ? c + 32 : c;
      if (lower < U'a' || lower > U'z') continue;
      more.emplace_back(lower, lower);
      more.emplace_back(lower - 32, lower - 32);
      if (lower == U'k') more.emplace_back(kKelvin, kKelvin);
      if (lower == U's') more.emplace_back(kLongS, kLongS);
    }
  }
  ranges.insert(ranges.end(), more.begin(), more.end());
}

std::optional<std::vector<std::string>> CharacterClass::texts(std::size_t most) const {
  if (negated || open) return std::nullopt;
  std::vector<std::string> out;
  for (const auto& [first, last] : ranges) {
    if (last < first || last - first >= most) return std::nullopt;
    for (char32_t c = first; c <= last; ++c) {
      std::string text;
      append_utf8(text, c >= U'A' && c <= U'Z' ? c + 32 : c);
      out.push_back(std::move(text));
    }
    if (out.size() > 4 * most) return std::nullopt;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  if (out.empty() || out.size() > most) return std::nullopt;
  return out;
}

std::optional<CharacterClass> read_class(std::string_view pattern, std::size_t& at) {
  if (pattern[at] == '[') return read_brackets(pattern, at);
  if (pattern[at] == '\\') return read_escape(pattern, at);
  if (pattern[at] == '.') {
    ++at;
    return anything();
  }
  return only(next_code_point(pattern, at));
}

}  // namespace minutemill::rules
