// Patterns: RE2 with the rule file's vocabularies and named patterns in them as {name}.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <re2/re2.h>

#include <minutemill/config.hpp>

#include "rules/backtracker.hpp"
#include "rules/clues.hpp"
#include "rules/folding.hpp"
#include "rules/lazy.hpp"
#include "rules/requirements.hpp"

namespace minutemill::rules {

// The pieces of one match. Views into the text that was searched.
class Match {
 public:
  static constexpr int kGroups = Backtracker::kMostGroups;
  [[nodiscard]] bool has(int group) const noexcept {
    return group >= 0 && group < count_ && pieces_[group].data() != nullptr;
  }
  [[nodiscard]] std::string_view text(int group) const noexcept {
    return has(group) ? std::string_view(pieces_[group].data(), pieces_[group].size()) : std::string_view();
  }
  // Offset of a group in the text searched.
  [[nodiscard]] std::size_t begin(int group) const noexcept {
    return static_cast<std::size_t>(pieces_[group].data() - base_);
  }
  [[nodiscard]] std::size_t end(int group) const noexcept { return begin(group) + pieces_[group].size(); }

 private:
  friend class Pattern;
  const char* base_ = nullptr;
  int count_ = 0;
  re2::StringPiece pieces_[kGroups];
};

// What is searched must be well-formed UTF-8, as lines are (Lines).
class Pattern {
 public:
  // `source` in RE2's syntax, known to be correct. What searches for it is made when it is first needed: of
  // many patterns no document of a kind has the clues. Short texts go to a backtracking matcher, long ones
  // and those where it gives up to RE2.
  explicit Pattern(std::string source);
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  // Has the words that it needs looked for by `finder`. Before that, and where there is no room for them,
  // every text has its clues.
  void enlist(ClueFinder& finder);
  // The first match at or after `from`; ^ and \b see what stands before it.
  [[nodiscard]] bool find(std::string_view text, std::size_t from, Match& match) const;
  [[nodiscard]] bool find(std::string_view text, Match& match) const { return find(text, 0, match); }
  [[nodiscard]] bool contains(std::string_view text) const;
  [[nodiscard]] bool starts(std::string_view text, Match& match) const;
  [[nodiscard]] bool full(std::string_view text, Match& match) const;
  // False: no match can be found in `text`, which has no other clues than these; in any such text. Far
  // cheaper than a search.
  [[nodiscard]] bool may_match(std::string_view text, const Clues& clues) const noexcept {
    return reach(text, clues) != Reach::nowhere;
  }
  [[nodiscard]] bool may_match(const Clues& clues) const noexcept;
  // The same for a text that has no other clues than these.
  [[nodiscard]] bool contains(std::string_view text, const Clues& clues) const;
  [[nodiscard]] bool starts(std::string_view text, const Clues& clues, Match& match) const {
    return may_match(clues) && starts(text, match);
  }
  // -1 when there is no group of that name; "0" is the whole match.
  [[nodiscard]] int group(std::string_view name) const noexcept;
  [[nodiscard]] const std::string& source() const noexcept { return source_; }
  // Whether its program can be made; that it cannot is known at once only of those that might be too large.
  [[nodiscard]] bool is_small_enough() const;
  // Groups that capture.
  [[nodiscard]] int group_count() const noexcept { return count_ - 1; }

 private:
  // Where a match may begin.
  enum class Reach : std::uint8_t { nowhere, at_begin, anywhere };
  [[nodiscard]] Reach reach(std::string_view text, const Clues& clues) const noexcept;
  [[nodiscard]] bool has_match(std::string_view text, Anchor anchor) const;
  // What one alternative needs.
  struct Alternative {
    bool at_begin = false;
    bool can_be_empty = false;
    Beginnings beginnings;
    std::vector<std::vector<std::string>> words;  // until they are enlisted
    std::vector<std::uint16_t> clues;
    [[nodiscard]] bool has_clues(const Clues& found) const noexcept;
    [[nodiscard]] bool may_start(std::string_view text) const noexcept;
  };
  [[nodiscard]] const re2::RE2& regex() const;
  // What backtracks for it in `text`; null where RE2 is to be asked.
  [[nodiscard]] const Backtracker* backtracker(std::string_view text, Anchor anchor) const;
  [[nodiscard]] bool may_start(std::string_view text) const noexcept;
  [[nodiscard]] bool run(std::string_view text, std::size_t from, Anchor anchor, Match& match) const;

  std::string source_;
  GroupNames groups_;
  int count_ = 1;
  std::size_t size_ = 0;  // instructions of the program, at most
  std::vector<Alternative> alternatives_;
  bool at_begin_ = true;  // all of them
  Lazy<re2::RE2> regex_;
  Lazy<std::unique_ptr<const Backtracker>> backtrackers_[3];  // by Anchor
};

// The names that patterns may use, and the making of patterns.
class PatternBook {
 public:
  PatternBook(const Folding& folding, Diagnostics& diagnostics)
      : folding_(&folding), diagnostics_(&diagnostics) {}
  void set_words(const std::string& name, std::vector<std::string> words);
  void set_pattern(const std::string& name, const ConfigNode& node);
  void set_source(const std::string& name, std::string expanded) { sources_[name] = std::move(expanded); }
  [[nodiscard]] const std::vector<std::string>* words(std::string_view name) const;

  // Null, with a diagnostic at the place inside the pattern, when it cannot be compiled.
  [[nodiscard]] std::unique_ptr<Pattern> compile(const ConfigNode& node);
  // One pattern out of several, each an alternative. Null when the node is null.
  [[nodiscard]] std::unique_ptr<Pattern> compile_any(const ConfigNode* node);
  // {name} replaced and folded; false after a diagnostic.
  bool expand(const ConfigNode& node, std::string& out);
  // `pattern` without capturing groups.
  [[nodiscard]] static std::string without_groups(std::string_view pattern);

 private:
  // `expanded` has been checked.
  [[nodiscard]] std::unique_ptr<Pattern> build(const std::string& expanded, const ConfigNode& node);
  // Whether RE2 can read it; false after a diagnostic. Makes no program, which is what costs.
  bool check(const std::string& expanded, const ConfigNode& node);
  void complain(const ConfigNode& node, std::string_view fragment, std::string message,
                std::string hint = {});
  void complain_of_syntax(const ConfigNode& node, const re2::RE2& regex);

  const Folding* folding_;
  Diagnostics* diagnostics_;
  std::unordered_map<std::string, std::string> sources_;
  std::unordered_map<std::string, std::vector<std::string>> words_;
};

}  // namespace minutemill::rules
