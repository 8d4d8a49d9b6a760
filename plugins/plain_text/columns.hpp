// Lists side by side in plain text, as typists set them:
//   MEMBERS PRESENT:        MEMBERS ABSENT:
//   Ada Reed                Tom Ash
//   Bo Lind
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace minutemill::plain_text {

struct Piece {
  std::size_t line = 0;        // its index
  std::size_t begin = 0, end;  // bytes in the line
};

// The pieces of each column, from top to bottom. None when the lines (white space at their ends taken off;
// `indents`: how much at their beginnings) are no such lists: the first line holds labels with colons, wide
// apart, and each piece below begins where a label does.
[[nodiscard]] std::vector<std::vector<Piece>> side_by_side(const std::vector<std::string_view>& lines,
                                                           const std::vector<std::size_t>& indents);

}  // namespace minutemill::plain_text
