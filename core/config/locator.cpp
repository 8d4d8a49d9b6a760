#include "config/locator.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill {

std::vector<std::uint32_t> find_line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t i = text.find('\n'); i != std::string_view::npos; i = text.find('\n', i + 1))
    starts.push_back(static_cast<std::uint32_t>(i + 1));
  return starts;
}

Mark Locator::at(std::size_t offset) {
  offset = std::min(offset, text_.size());
  const auto& starts = *starts_;
  const bool same_line =
      offset >= starts[line_] && (line_ + 1 == starts.size() || offset < starts[line_ + 1]);
  if (!same_line) {
    line_ =
        static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin()) - 1;
    offset_ = starts[line_];
    column_ = 0;
  }
  if (offset >= offset_)
    column_ += count_code_points(text_.substr(offset_, offset - offset_));
  else
    column_ -= count_code_points(text_.substr(offset, offset_ - offset));
  offset_ = offset;
  return {static_cast<std::uint32_t>(line_ + 1), static_cast<std::uint32_t>(column_ + 1)};
}

}  // namespace minutemill
