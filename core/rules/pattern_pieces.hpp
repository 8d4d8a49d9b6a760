// Parts of a pattern, put together to what is known of the whole.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "rules/character_class.hpp"
#include "rules/requirements.hpp"

namespace minutemill::rules {

using Words = std::vector<std::string>;

// What is known of a part of a pattern. As it is made: of the empty pattern.
struct Piece {
  static constexpr std::size_t kLargest = std::size_t{1} << 40U;

  bool exact = true;  // it matches `texts` and nothing else
  Words texts{""};
  std::vector<Words> needs;  // of each list one must be in what it matches
  Beginnings beginnings;
  bool can_be_empty = true;
  bool at_begin = false;
  std::size_t size = 1;                   // instructions, at most
  std::vector<Requirement> alternatives;  // when it is nothing but several of them
};

// Characters that stand for themselves. `either_case`: as they are and in the other case; only for those
// letters of ASCII that have no third form.
[[nodiscard]] Piece piece_of(std::string_view text, bool either_case);
[[nodiscard]] Piece piece_of(CharacterClass characters, bool either_case);
// `part` `least` to `most` times; most = 0: without end.
void repeat(Piece& part, std::size_t least, std::size_t most);
[[nodiscard]] Piece any_of(std::vector<Piece> parts);
[[nodiscard]] Requirement requirement_of(const Piece& piece);

// Parts one after another.
class Sequence {
 public:
  void add(Piece part);
  [[nodiscard]] Piece finish();

 private:
  void close_run();

  Piece whole_;
  Words run_{""};  // what ends the parts so far
  std::size_t count_ = 0;
};

}  // namespace minutemill::rules
