// What a text must hold for a pattern to match in it, read off the pattern itself, so that the authors of
// rules need not think of it.
#pragma once

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace minutemill::rules {

// The characters that a match may begin with. May say yes where the answer is no, never the other way round.
class Beginnings {
 public:
  void add(char32_t first, char32_t last) noexcept;
  void add(const Beginnings& other) noexcept;
  // All others, and those beyond ASCII that were in it.
  void turn_round() noexcept;
  // Whether `text` begins with one of them; yes when it is not well-formed there.
  [[nodiscard]] bool fit(std::string_view text) const noexcept;

 private:
  static constexpr std::size_t kAscii = 0x80;
  static constexpr std::size_t kOthers = 1024;
  std::bitset<kAscii> ascii_;
  std::bitset<kOthers> others_;  // by code point modulo their number
};

// One alternative of a pattern.
struct Requirement {
  bool at_begin = false;  // it matches where the text begins and nowhere else
  bool can_be_empty = false;
  Beginnings beginnings;  // of a match that is not empty
  // Of each of these lists, one must stand in the text. ASCII letters are in lower case, and are meant in
  // either.
  std::vector<std::vector<std::string>> words;
};

using GroupNames = std::vector<std::pair<std::string, int>>;

struct Requirements {
  std::vector<Requirement> alternatives;  // none: nothing is known
  std::size_t size = 0;                   // instructions of its program, at most
  int group_count = 0;                    // groups that capture
  GroupNames groups;                      // those of them that have a name
  bool understood = false;                // else groups are missing, and the size is that of the largest
};

// `pattern` in RE2's syntax, known to be correct.
[[nodiscard]] Requirements read_requirements(std::string_view pattern);

}  // namespace minutemill::rules
