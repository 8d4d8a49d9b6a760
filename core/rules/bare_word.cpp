#include "rules/bare_word.hpp"

#include <minutemill/text.hpp>

namespace minutemill::rules {

std::string bare_word(std::string_view text, std::string_view marks) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if (is_space(c) || (c < 0x80 && marks.find(static_cast<char>(c)) != std::string_view::npos)) continue;
    if (c >= U'A' && c <= U'Z')
      out.push_back(static_cast<char>(c - U'A' + U'a'));
    else
      out.append(text, start, i - start);
  }
  return out;
}

}  // namespace minutemill::rules
