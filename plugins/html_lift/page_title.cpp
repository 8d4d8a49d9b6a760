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

bool begins_with_digit(std::string_view text) noexcept {
  return !text.empty() && text.front() >= '0' && text.front() <= '9';
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

namespace {

// The part before or behind a separator that a heading repeats. A lesser heading may head anything: it counts
// where only one part is left out.
std::string part_in_headings(const std::string& title, const std::vector<Separator>& separators,
                             const std::vector<PageHeading>& headings) {
  constexpr std::size_t kFewWords = 3;
  for (const Separator& separator : separators)
    for (const PageHeading& heading : headings) {
      const bool only = separator.begin == separators.back().begin || separator.tight;
      const std::string part = squeezed(heading.text);
      if (part == squeezed(title.substr(0, separator.begin)) && (heading.level == 1 || only))
        return std::string(trim(title.substr(0, separator.begin)));
      if (part == squeezed(title.substr(separator.end)) && words_of(heading.text) >= kFewWords &&
          !begins_with_digit(heading.text))
        return std::string(trim(title.substr(separator.end)));
    }
  return {};
}

std::string part_by_length(const std::string& title, const std::vector<Separator>& separators) {
  constexpr std::size_t kFewWords = 3, kSiteWords = 4;
  const auto first_tight =
      std::find_if(separators.begin(), separators.end(), [](const Separator& s) { return s.tight; });
  if (first_tight != separators.end() && words_of(title.substr(0, first_tight->begin)) >= kFewWords)
    return std::string(trim(title.substr(0, first_tight->begin)));
  const std::string front(trim(title.substr(0, separators.back().begin))),
      back(trim(title.substr(separators.front().end)));
  if (words_of(front) >= kFewWords) return front;
  if (words_of(back) > kSiteWords) return back;
  return title;
}

bool has_ideographs(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (is_cjk(next_code_point(text, i))) return true;
  return false;
}

}  // namespace

std::string without_site(std::string_view raw, const std::vector<PageHeading>& headings,
                         std::string_view site) {
  constexpr std::size_t kLongest =
      1000;  // bytes; what is longer is no title, and would take long to take apart
  const std::string title = one_line(raw);
  if (title.size() > kLongest) return title;
  const std::string whole = squeezed(title);
  for (const PageHeading& heading : headings)
    if (squeezed(heading.text) == whole) return title;
  const std::vector<Separator> separators = separators_of(title);
  if (separators.empty()) return title;
  std::string part = part_in_headings(title, separators, headings);
  if (part.empty() && !site.empty() &&
      trim(std::string_view(title).substr(separators.back().end)) == trim(site))
    part = trim(title.substr(0, separators.back().begin));
  if (part.empty()) return part_by_length(title, separators);
  constexpr std::size_t kSaysNothing = 2;
  const bool one_site = separators.size() == 1 && !separators.front().tight;
  return one_site && words_of(part) <= kSaysNothing && !has_ideographs(part) ? title : part;
}

}  // namespace minutemill::lift
