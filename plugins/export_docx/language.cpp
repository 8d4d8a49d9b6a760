#include "language.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace minutemill::docx {
namespace {

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_letter(char c) noexcept {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

std::string_view primary(std::string_view tag) noexcept {
  return tag.substr(0, std::min(tag.find_first_of("-_"), tag.size()));
}

bool same(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) noexcept {
  return std::any_of(list.begin(), list.end(), [&](std::string_view known) { return same(word, known); });
}

// What a tag without a region stands for in Word.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kRegions{{{"zh", "zh-CN"},
                                                                                 {"zh-hans", "zh-CN"},
                                                                                 {"zh-hant", "zh-TW"},
                                                                                 {"ja", "ja-JP"},
                                                                                 {"ko", "ko-KR"},
                                                                                 {"en", "en-US"},
                                                                                 {"ar", "ar-SA"},
                                                                                 {"he", "he-IL"},
                                                                                 {"fa", "fa-IR"}}};

}  // namespace

std::string word_language(std::string_view tag) {
  std::string out;
  std::size_t length = 0;
  for (const char c : tag) {
    if (c == '-' || c == '_') {
      if (length == 0) return {};
      out.push_back('-');
      length = 0;
      continue;
    }
    const bool fits = is_letter(c) || (c >= '0' && c <= '9' && out.find('-') != std::string::npos);
    if (!fits || ++length > 8) return {};
    out.push_back(c);
  }
  if (length == 0 || primary(out).size() < 2 || primary(out).size() > 3 || out.size() > 35) return {};
  for (const auto& [bare, full] : kRegions)
    if (same(out, bare)) return std::string(full);
  const std::size_t script = out.find('-');
  if (out.size() == script + 5 + 3 && out[script + 5] == '-') out.erase(script, 5);  // zh-Hans-CN
  return out;
}

Script script_of(std::string_view tag) noexcept {
  static constexpr std::array<std::string_view, 8> east_asian{"zh",  "ja",  "ko",  "yue",
                                                              "wuu", "nan", "hak", "cmn"};
  static constexpr std::array<std::string_view, 12> bidi{"ar", "he", "fa", "ur",  "yi", "ps",
                                                         "sd", "ug", "dv", "ckb", "iw", "syr"};
  const std::string_view word = primary(tag);
  if (is_one_of(word, east_asian)) return Script::east_asian;
  return is_one_of(word, bidi) ? Script::bidi : Script::latin;
}

const char* language_attribute(Script script) noexcept {
  switch (script) {
    case Script::east_asian:
      return "w:eastAsia";
    case Script::bidi:
      return "w:bidi";
    case Script::latin:
      break;
  }
  return "w:val";
}

bool is_rtl(char32_t c) noexcept {
  if (c < 0x590) return false;
  return c <= 0x8ff || c == 0x200f || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefe) ||
         (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

bool is_ambiguous_width(char32_t c) noexcept {
  switch (c) {
    case 0xb7:  // middle dot
    case 0xd7:  // multiplication sign
    case 0x2014:
    case 0x2015:
    case 0x2018:
    case 0x2019:
    case 0x201c:
    case 0x201d:
    case 0x2026:
      return true;
    default:
      break;
  }
  // Greek and Cyrillic numerals of lists, Roman numerals, arrows, circled numbers, geometric shapes.
  return (c >= 0x2160 && c <= 0x217f) || (c >= 0x2190 && c <= 0x2193) || (c >= 0x2460 && c <= 0x24ff) ||
         (c >= 0x25a0 && c <= 0x25ff) || (c >= 0x2600 && c <= 0x2606);
}

}  // namespace minutemill::docx
