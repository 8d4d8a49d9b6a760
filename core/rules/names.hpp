// Names of people out of running text, lists and fields: "区委书记于军" -> 于军, "Ana Silva (chair), @bob" ->
// Ana Silva. Titles, surnames and what is no name come from the rule file's `names:`.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "rules/lines.hpp"
#include "rules/patterns.hpp"

namespace minutemill::rules {

struct Person {
  std::string name;         // without the spaces inside a Han name
  std::uint32_t begin = 0;  // folded offsets in the line
  std::uint32_t end = 0;
};

class Names {
 public:
  std::unique_ptr<Pattern> separator;    // what stands between two people
  std::unique_ptr<Pattern> conjunction;  // separates only when a name stands on both sides: 和
  std::unique_ptr<Pattern> aside;        // what is left out: (on leave), @handle
  std::unique_ptr<Pattern> real_name;    // group name: the name given in brackets behind a nickname
  std::unique_ptr<Pattern> title;        // a word after which a name may begin
  std::unique_ptr<Pattern> honorific;    // a whole that may follow a name
  std::unique_ptr<Pattern> reject;       // what is no person
  std::unique_ptr<Pattern> foreign;      // a name that is not in Han characters, whole
  std::unordered_set<std::string>
      surnames;  // of one character and of more; empty: names are taken as they stand

  // `loose`: the text is a list of people and nothing else, so that a rare surname is no reason to doubt.
  [[nodiscard]] std::vector<Person> read(const Line& line, std::size_t begin, std::size_t end,
                                         bool loose) const;

 private:
  struct Piece {
    std::size_t begin, end;
    std::size_t office_begin = 0, office_end = 0;  // between the parts of the name
  };
  [[nodiscard]] Piece divided_name(std::string_view whole, std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::vector<Piece> pieces(const Line& line, std::size_t begin, std::size_t end) const;
  void read_piece(const Line& line, Piece piece, bool loose, std::vector<Person>& out) const;
  [[nodiscard]] bool read_han(std::string_view text, Piece& piece, bool loose) const;
  [[nodiscard]] bool plausible(std::string_view name, bool needs_surname) const;
};

}  // namespace minutemill::rules
