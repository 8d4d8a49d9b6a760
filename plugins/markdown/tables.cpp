#include "markdown/tables.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::markdown {
namespace {

bool is_fence(std::string_view line) noexcept {
  const std::string_view inner = trim(line);
  return inner.starts_with("```") || inner.starts_with("~~~");
}

// "| --- | :-: |"
bool is_delimiter(std::string_view line) noexcept {
  return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos &&
         line.find_first_not_of("|-: \t\r") == std::string_view::npos;
}

}  // namespace

std::vector<std::size_t> find_tables_below_text(std::string_view text) {
  std::vector<std::size_t> out;
  bool in_code = false;
  std::string_view before;  // the last line
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (is_fence(line)) in_code = !in_code;
    const bool below_text = !is_blank(before) && before.front() != '|' && before.front() != ' ';
    if (!in_code && below_text && line.starts_with('|') && end < text.size()) {
      const std::string_view rest = text.substr(end + 1);
      if (is_delimiter(rest.substr(0, rest.find('\n')))) out.push_back(begin);
    }
    before = line;
    begin = end + 1;
  }
  return out;
}

}  // namespace minutemill::markdown
