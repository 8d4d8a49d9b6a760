#include "language_tag.hpp"

#include <minutemill/text.hpp>

namespace minutemill::xhtml {
namespace {

bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_alphanumeric(char c) noexcept {
  return is_letter(c) || (c >= '0' && c <= '9');
}

bool in(char32_t c, char32_t low, char32_t high) noexcept {
  return c >= low && c <= high;
}

// Characters looked at to tell the script.
constexpr std::size_t kSample = 4000;

std::string language_of_script(const Document& document) {
  std::size_t letters = 0, ideographs = 0, kana = 0, hangul = 0;
  const Node& root = document.body();
  for (const Node* at = &root; at != nullptr && letters < kSample; at = next_in_tree(*at, root)) {
    const std::string_view text = at->text();
    for (std::size_t i = 0; i < text.size() && letters < kSample;) {
      const char32_t c = next_code_point(text, i);
      if (is_space(c) || in(c, 0x21, 0x40)) continue;
      ++letters;
      if (in(c, 0x3041, 0x30ff))
        ++kana;
      else if (in(c, 0xac00, 0xd7a3))
        ++hangul;
      else if (is_cjk(c))
        ++ideographs;
    }
  }
  if (letters == 0 || (ideographs + kana + hangul) * 3 < letters) return {};
  if (hangul > ideographs + kana) return "ko";
  return kana * 10 > ideographs ? "ja" : "zh";
}

}  // namespace

bool is_language_tag(std::string_view tag) noexcept {
  if (tag.size() > 64) return false;
  bool primary = true;
  for (;;) {
    const std::size_t dash = tag.find('-');
    const std::string_view part = tag.substr(0, dash);
    if (part.empty() || part.size() > 8 || (primary && (part.size() < 2 || part.size() == 4))) return false;
    for (const char c : part)
      if (primary ? !is_letter(c) : !is_alphanumeric(c)) return false;
    if (dash == std::string_view::npos) return true;
    // A singleton (extension or private use) must be followed by something.
    tag.remove_prefix(dash + 1);
    if (part.size() == 1 && tag.find('-') == std::string_view::npos && tag.size() < 1) return false;
    primary = false;
  }
}

std::string language_of(const Document& document, std::string_view fallback) {
  if (is_language_tag(document.lang())) return document.lang();
  if (const Value* lang = document.metadata().find("lang");
      lang != nullptr && is_language_tag(lang->as_text()))
    return lang->as_text();
  std::string guessed = language_of_script(document);
  return guessed.empty() ? std::string(fallback) : guessed;
}

}  // namespace minutemill::xhtml
