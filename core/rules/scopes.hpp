// Where rules look: the parts of a document that a scope names.
#pragma once

#include <deque>
#include <vector>

#include "rules/rule_set.hpp"

namespace minutemill::rules {

// A document with its lines, while rules work on it.
class Reading {
 public:
  Reading(Document& document, const Knowledge& rules);

  [[nodiscard]] const Lines& lines() const noexcept { return lines_; }
  // A line of the document, or a value of its metadata read as one (block is null).
  [[nodiscard]] const Line& line(std::uint32_t index) const;
  [[nodiscard]] std::vector<Range> ranges(const Scope& scope);
  [[nodiscard]] std::vector<Range> sentences(std::uint32_t line) const;
  [[nodiscard]] Range first_sentence(std::uint32_t line) const;
  [[nodiscard]] Document& document() noexcept { return *document_; }
  [[nodiscard]] const Knowledge& rules() const noexcept { return *rules_; }
  // The metadata value behind a pseudo line.
  [[nodiscard]] const Value* meta(std::uint32_t index) const;

 private:
  void add_lines(std::vector<Range>& out, bool (*wanted)(const Line&)) const;
  void add_meta(std::vector<Range>& out, std::string_view text, const Value* value);

  Document* document_;
  const Knowledge* rules_;
  Lines lines_;
  std::deque<Line> extra_;
  std::deque<const Value*> extra_values_;
};

}  // namespace minutemill::rules
