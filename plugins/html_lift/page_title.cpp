#include "page_title.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::lift {
namespace {

struct Separator {
  std::size_t begin, end;
  bool tight;  // "_", which needs no spaces around it
};

std::vector<Separator> separators_of(std::string_view title) {
  std::vector<Separator> out;
  for (std::size_t i = 0; i < title.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(title, i);
    if (c == '_') {
      out.push_back({start, i, true});
      continue;
    }
    const bool mark = c == '|' || c == '-' || c == 0x2013 || c == 0x2014 || c == '\\' || c == '/' ||
                      c == '>' || c == 0xbb || c == 0xb7;
    const bool spaced = start > 0 && i < title.size() && title[start - 1] == ' ' && title[i] == ' ';
    if (mark && spaced) out.push_back({start - 1, i + 1, false});
  }
  return out;
}

// Words, two ideographs counted as one.
std::size_t words_of(std::string_view text) {
  std::size_t words = 0, ideographs = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (is_cjk(c)) ++ideographs;
    const bool letter = !is_space(c) && !is_cjk(c);
    if (letter && !inside) ++words;
    inside = letter;
  }
  return words + ideographs / 2;
}

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

std::string squeezed(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    if (!is_space(next_code_point(text, i))) out.append(text, start, i - start);
  }
  return out;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : trim(text)) {
    const bool space = is_ascii_space(static_cast<unsigned char>(c));
    if (!space)
      out.push_back(c);
    else if (!out.empty() && out.back() != ' ')
      out.push_back(' ');
  }
  return out;
}

std::string without_site(std::string_view raw, const std::vector<std::string>& headings,
                         std::string_view site) {
  const std::string title = one_line(raw);
  const std::string whole = squeezed(title);
  for (const std::string& heading : headings)
    if (squeezed(heading) == whole) return title;
  const std::vector<Separator> separators = separators_of(title);
  if (separators.empty()) return title;
  // A heading that is the part before or behind a separator.
  for (const Separator& separator : separators)
    for (const std::string& heading : headings) {
      const std::string part = squeezed(heading);
      if (part == squeezed(title.substr(0, separator.begin)))
        return std::string(trim(title.substr(0, separator.begin)));
      if (part == squeezed(title.substr(separator.end)) && words_of(heading) >= 3 &&
          !is_digit(heading.front()))
        return std::string(trim(title.substr(separator.end)));
    }
  if (!site.empty()) {
    const std::string_view last = std::string_view(title).substr(separators.back().end);
    if (trim(last) == trim(site)) return std::string(trim(title.substr(0, separators.back().begin)));
  }
  const auto first_tight =
      std::find_if(separators.begin(), separators.end(), [](const Separator& s) { return s.tight; });
  constexpr std::size_t kFewWords = 3, kSiteWords = 4;
  if (first_tight != separators.end() && words_of(title.substr(0, first_tight->begin)) >= kFewWords)
    return std::string(trim(title.substr(0, first_tight->begin)));
  const std::string front(trim(title.substr(0, separators.back().begin))),
      back(trim(title.substr(separators.front().end)));
  if (words_of(front) >= kFewWords) return front;
  if (words_of(back) > kSiteWords) return back;
  return title;
}

}  // namespace minutemill::lift
