// What the groups of a match hold, once its bounds are known.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct pcre2_real_code_8;
struct pcre2_real_match_context_8;

namespace minutemill::rules {

// RE2 says in two passes of its automaton where a match lies, but a pattern of several thousand instructions
// drops to its slowest engine for the groups. A backtracking matcher in machine code takes them from the
// range that is already known to match, many times faster. Its steps are bounded; where it gives up or
// disagrees, the caller asks RE2. Both take the leftmost match and the first alternative that fits.
class GroupReader {
 public:
  // Null where the pattern, in RE2's syntax, cannot be told in PCRE2's with the same meaning, or the machine
  // runs no code made at run time.
  [[nodiscard]] static std::unique_ptr<GroupReader> make(std::string_view pattern);
  ~GroupReader();
  GroupReader(const GroupReader&) = delete;
  GroupReader& operator=(const GroupReader&) = delete;

  // `text` [begin, end) is what RE2 matched. Gives the groups 0 to `count` - 1 to `set(group, begin, end)`,
  // in offsets of `text`; groups that took no part are left out. False when the match is not found again
  // within the bounds: nothing has been set then.
  template <class Set>
  bool read(std::string_view text, std::size_t begin, std::size_t end, int count, Set set) const {
    std::size_t bounds[2 * kMost];
    const int found = run(text, begin, end, bounds);
    for (int i = 0; i < found && i < count; ++i)
      if (bounds[2 * i] != kUnset) set(i, bounds[2 * i], bounds[2 * i + 1]);
    return found > 0;
  }

  static constexpr int kMost = 24;  // groups, the whole match among them

 private:
  GroupReader() = default;
  static constexpr std::size_t kUnset = static_cast<std::size_t>(-1);
  // The number of groups that `bounds` gives, 0 when the match is not found again.
  int run(std::string_view text, std::size_t begin, std::size_t end, std::size_t* bounds) const;

  pcre2_real_code_8* code_ = nullptr;
  pcre2_real_match_context_8* limits_ = nullptr;
};

// A pattern in RE2's syntax as one in PCRE2's with the same meaning; empty when there is none that is known.
[[nodiscard]] std::string to_pcre2(std::string_view pattern);

}  // namespace minutemill::rules
