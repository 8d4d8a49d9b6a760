// Sets of characters as RE2's patterns write them: [^,;] \s \p{Han}.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace minutemill::rules {

struct CharacterClass {
  std::vector<std::pair<char32_t, char32_t>> ranges;  // first and last; with `negated`, what is not in it
  bool negated = false;
  bool open = false;        // it has others as well that are not listed, ...
  bool open_ascii = false;  // ... ASCII ones among them

  // What reading it in either case adds.
  void fold_case();
  // All its characters, ASCII letters in lower case; nothing when there are more than `most`, or when nobody
  // knows.
  [[nodiscard]] std::optional<std::vector<std::string>> texts(std::size_t most) const;
};

// One character or class at `at`: "a", "\n", "\d", "\p{Han}", "[a-z]". Moves behind it. Nothing for what is
// no character (\b, \z) and for what is not understood here; `at` has not moved then.
[[nodiscard]] std::optional<CharacterClass> read_class(std::string_view pattern, std::size_t& at);

}  // namespace minutemill::rules
