// Lines that begin with a label, as plain text and Markdown keep them: "Date: 3 May", "Note taker: Ada".
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace minutemill::plain_text {

// A few words and a colon: "Date: ...", "Note taker: ...".
inline bool begins_with_label(std::string_view line) noexcept {
  constexpr std::size_t kLongest = 30, kWords = 4;
  const std::size_t colon = line.substr(0, kLongest + 2).find(": ");
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view label = line.substr(0, colon);
  return label.find_first_of(".,;:!?") == std::string_view::npos && label.front() != ' ' &&
         static_cast<std::size_t>(std::count(label.begin(), label.end(), ' ')) < kWords;
}

}  // namespace minutemill::plain_text
