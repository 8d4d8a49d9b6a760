// A backtracking matcher in machine code, with a bound on its steps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct pcre2_real_code_8;
struct pcre2_real_match_context_8;

namespace minutemill::rules {

// Where a match must lie: anywhere, at the beginning of the text, from its beginning to its end.
enum class Anchor : std::uint8_t { none, start, both };

// Patterns of rules are RE2's, which promises time linear in the text; but on clauses of a few dozen
// characters a backtracking matcher is several times as fast, and it needs no automaton made state by state
// while it reads. Both take the leftmost match and the first alternative that fits. Its steps are bounded:
// where it gives up, the caller asks RE2.
class Backtracker {
 public:
  enum class Outcome : std::uint8_t { match, no_match, gave_up };
  static constexpr int kMostGroups = 24;  // the whole match among them
  static constexpr std::size_t kUnset = static_cast<std::size_t>(-1);

  // Null where the pattern, in RE2's syntax, cannot be told in PCRE2's with the same meaning, or the machine
  // runs no code made at run time.
  [[nodiscard]] static std::unique_ptr<const Backtracker> make(std::string_view pattern, Anchor anchor);
  ~Backtracker();
  Backtracker(const Backtracker&) = delete;
  Backtracker& operator=(const Backtracker&) = delete;

  // Looks for a match at or after `from` in `text`, which must be well-formed UTF-8: PCRE2 does not look (its
  // mode for any bytes reads \W wrongly in 10.42). Where there is a match, calls `set(group, begin, end)` for
  // each of the first `count` groups that took part, in offsets of `text`.
  template <class Set>
  Outcome run(std::string_view text, std::size_t from, int count, Set set) const {
    const std::size_t* bounds = nullptr;
    const int found = search(text, from, bounds);
    if (found <= 0) return found == 0 ? Outcome::no_match : Outcome::gave_up;
    for (int i = 0; i < found && i < count; ++i)
      if (bounds[2 * i] != kUnset) set(i, bounds[2 * i], bounds[2 * i + 1]);
    return Outcome::match;
  }

 private:
  Backtracker() = default;
  // The number of groups that `bounds` gives until the next search of this thread; 0: there is no match; -1:
  // it gave up.
  int search(std::string_view text, std::size_t from, const std::size_t*& bounds) const;

  pcre2_real_code_8* code_ = nullptr;
  pcre2_real_match_context_8* limits_ = nullptr;
};

// A pattern in RE2's syntax as one in PCRE2's with the same meaning; empty when there is none that is known.
[[nodiscard]] std::string to_pcre2(std::string_view pattern);

}  // namespace minutemill::rules
