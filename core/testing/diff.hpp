// The shortest way from one sequence to another (Myers 1986), for messages.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace minutemill::testing {

struct Edit {
  enum class Kind { keep, remove, insert };
  Kind kind = Kind::keep;
  std::size_t left = 0;   // keep, remove
  std::size_t right = 0;  // keep, insert
};

// Sequences of `left` and `right` items. Beyond 1,000 edits all of the left is removed and all of the right
// inserted.
[[nodiscard]] std::vector<Edit> diff(std::size_t left, std::size_t right,
                                     const std::function<bool(std::size_t, std::size_t)>& equal);

// Two texts by lines: "- expected", "+ found", with three lines around each change and at most `max_lines` in
// all.
[[nodiscard]] std::string diff_lines(std::string_view expected, std::string_view found,
                                     std::size_t max_lines = 60);

[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

}  // namespace minutemill::testing
