// Where rules look: the parts of a document that a scope names.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rules/rule_set.hpp"

namespace minutemill::rules {

// The parts of a document that a scope names, each with the clues in it.
struct Places {
  std::vector<Range> ranges;
  std::vector<Clues> clues;
  Clues all;  // of any of them
};

// A document with its lines, while rules work on it.
class Reading {
 public:
  Reading(Document& document, const Knowledge& rules);
  ~Reading();
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  [[nodiscard]] const Lines& lines() const noexcept { return lines_; }
  // A line of the document, or a value of its metadata read as one (block is null).
  [[nodiscard]] const Line& line(std::uint32_t index) const;
  // The parts of the document that a scope names. Each scope and each line's sentences are found once, when
  // first asked for, and stay where they are as long as the reading does.
  [[nodiscard]] const Places& places(const Scope& scope);
  [[nodiscard]] std::span<const Part> sentences(std::uint32_t line) const;
  [[nodiscard]] Range first_sentence(std::uint32_t line) const;
  // What a part of a line holds; for a value of the metadata, what all of it does.
  [[nodiscard]] Clues clues(Range range) const;
  // What the stage before left to this one, and what this one leaves to the next.
  [[nodiscard]] std::optional<Agenda> noted_agenda();
  void note(Agenda agenda);
  [[nodiscard]] Document& document() noexcept { return *document_; }
  [[nodiscard]] const Knowledge& rules() const noexcept { return *rules_; }
  // The bytes of the input behind a metadata value that is read as a line; unknown for any other line.
  [[nodiscard]] SourceSpan meta_span(std::uint32_t index) const;

 private:
  [[nodiscard]] Places find(const Scope& scope);
  [[nodiscard]] std::vector<Range> find_ranges(const Scope& scope);
  void add_lines(std::vector<Range>& out, bool (*wanted)(const Line&)) const;
  void add_sentences(std::vector<Range>& out, std::uint32_t index) const;
  void add_opening(std::vector<Range>& out, bool by_sentence) const;
  void add_meta(std::vector<Range>& out, std::string_view text, const Value* value);

  Document* document_;
  const Knowledge* rules_;
  std::unique_ptr<Notes> notes_;
  std::optional<AgendaNote> before_;
  Lines lines_;
  std::deque<Line> extra_;
  std::vector<SourceSpan> extra_spans_;       // of them; the values themselves move while the record grows
  std::optional<Places> found_[kPlaceCount];  // by Scope::where
  std::map<int, Places> found_labels_;
  std::map<std::string, Places> found_meta_;
};

}  // namespace minutemill::rules
