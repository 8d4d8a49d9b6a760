// Runs the rules over a document, weighs what they found and writes the record.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/agenda.hpp"
#include "rules/scopes.hpp"

namespace minutemill::rules {

// What one rule took for one field: ranges of lines and words in a row.
struct Candidate {
  const Rule* rule = nullptr;
  std::size_t order = 0;
  std::int64_t score = 0;
  struct Piece {
    Range range;
    std::string literal;  // when not empty, the range means nothing
  };
  std::vector<Piece> pieces;
  std::vector<std::pair<std::string, std::vector<Piece>>> record;
  std::string veto;
};

class Tagger {
 public:
  Tagger(Reading& reading, const RuleSet::Observer& observer) : reading_(&reading), observer_(&observer) {}
  TagResult run();

 private:
  void collect();
  void collect_rule(const Rule& rule, std::size_t order);
  void collect_range(const Candidate& made, Range range, const Clues& clues);
  [[nodiscard]] bool may_match(const Rule& rule, const Clues& clues) const;
  [[nodiscard]] std::string veto(const Rule& rule, Range range, std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::vector<Candidate::Piece> fill(const Template& shape, const Match& match, bool matched,
                                                   Range range) const;

  void settle(const Field& field, std::vector<Candidate>& candidates);
  [[nodiscard]] std::vector<Value> read(const Field& field, const Candidate& candidate,
                                        std::string& why) const;
  [[nodiscard]] std::vector<Value> read_names(const Field& field, const Candidate& candidate) const;
  [[nodiscard]] std::optional<Value> read_record(const Field& field, const Candidate& candidate) const;
  [[nodiscard]] std::optional<Value> read_one(const Field& field, As as, const Candidate& candidate,
                                              std::vector<Candidate::Piece> pieces, std::string& why) const;
  [[nodiscard]] Evidence evidence(const Candidate& candidate, Range range, std::string how) const;
  [[nodiscard]] DateContext date_context() const;
  void strip(const Field& field, std::vector<Candidate::Piece>& pieces) const;
  void keep(const Field& field, Value value);
  void annotate(const Field& field, const Value& value);
  void tell(RuleEvent::Outcome outcome, const Candidate& candidate, const Field& field, std::string value,
            std::string reason) const;
  [[nodiscard]] const Value* settled(std::string_view name) const;

  [[nodiscard]] std::vector<Value> results_of(std::size_t items, std::string_view annotation) const;
  void write_agenda(const Agenda& agenda);
  void write_documents();
  [[nodiscard]] TagResult write_missing();

  Reading* reading_;
  const RuleSet::Observer* observer_;
  std::vector<std::vector<Candidate>> candidates_;  // by field
  std::map<std::string, Value, std::less<>> hidden_;
};

}  // namespace minutemill::rules
