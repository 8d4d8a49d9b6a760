// Titles between the marks of documents, 《甲〈乙〉丙》.
#include "rules/agenda.hpp"

#include <string_view>

namespace minutemill::rules {

std::vector<Range> cited(const Reading& reading, Range range) {
  std::vector<Range> out;
  const Bracket& marks = reading.rules().document;
  if (marks.open.empty() || marks.close.empty()) return out;
  const std::string_view text = reading.line(range.line).view().substr(0, range.end);
  const auto opens = [&](std::size_t at) { return text.substr(at).starts_with(marks.open); };
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = text.find(marks.open, range.begin); i < range.end;) {
    if (opens(i)) {
      if (depth++ == 0) begin = i;
      i += marks.open.size();
    } else if (text.substr(i).starts_with(marks.close)) {
      i += marks.close.size();
      if (--depth > 0) continue;
      out.push_back({range.line, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i)});
      i = text.find(marks.open, i);
    } else {
      ++i;
    }
  }
  return out;
}

}  // namespace minutemill::rules
