// Sentences that say what a meeting did: clauses with a verb, the objects behind it, and objects of their own
// in a row.
#pragma once

#include <vector>

#include "rules/scopes.hpp"

namespace minutemill::rules {

struct ClauseObject {
  Range topic;
  Range verb;
};

class ClauseReader {
 public:
  explicit ClauseReader(const Reading& reading) : reading_(&reading), rules_(&reading.rules().agenda) {}
  // `listing`: a lead, whose clauses list items once the meeting has been named. Otherwise the sentence must
  // begin as one does that takes up an item.
  [[nodiscard]] std::vector<ClauseObject> read(Range sentence, bool listing) const;

 private:
  struct Clause {
    std::size_t begin, end;
    char stop;  // what ends it: , ; or 0
  };
  [[nodiscard]] std::vector<Clause> clauses(std::string_view text, Range sentence) const;
  void split(std::string_view text, Range object, Range verb, std::vector<ClauseObject>& out) const;
  [[nodiscard]] bool stands_alone(std::string_view part, std::string_view verb) const;
  [[nodiscard]] bool has_head(std::string_view part, std::string_view verb) const;

  const Reading* reading_;
  const AgendaRules* rules_;
};

}  // namespace minutemill::rules
