// Clues: words of which a pattern needs one. All clues of a rule file are looked for in one pass over a text;
// a pattern whose clues are not there need not be searched for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace minutemill::rules {

// Which clues a text holds.
class Clues {
 public:
  static constexpr std::size_t kMost = 512;

  [[nodiscard]] bool has(std::uint16_t clue) const noexcept { return (bits_[clue / 64] >> (clue % 64)) & 1U; }
  void add(std::uint16_t clue) noexcept { bits_[clue / 64] |= std::uint64_t{1} << (clue % 64); }
  void add(const Clues& other) noexcept {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
  }
  friend auto operator<=>(const Clues&, const Clues&) = default;

 private:
  std::array<std::uint64_t, kMost / 64> bits_{};
};

// Aho and Corasick, "Efficient String Matching", CACM 18 (1975): one step a byte, however many words there
// are. ASCII letters match in either case.
class ClueFinder {
 public:
  // Words found at one place of a text, the bytes before `end`.
  struct Hit {
    std::uint32_t end = 0;
    std::uint32_t set = 0;
  };

  // A clue that any of the words gives. Nothing when there is no room for it, or a word is too short to tell.
  std::optional<std::uint16_t> add(std::vector<std::string> words);
  // Makes the automaton; before it no clue is found.
  void build();

  // Appends what is found in `text`, in order.
  void find(std::string_view text, std::vector<Hit>& hits) const;
  [[nodiscard]] Clues find(std::string_view text) const;
  [[nodiscard]] const Clues& clues(const Hit& hit) const noexcept { return sets_[hit.set]; }

 private:
  using State = std::uint32_t;
  static constexpr std::size_t kMostStates = 0xffff;

  void classify();
  State enter(std::string_view word);
  void link();
  void pack();
  template <class See>
  void walk(std::string_view text, See see) const;

  std::map<std::vector<std::string>, std::uint16_t> known_;
  std::size_t bytes_ = 0;  // of all words: no fewer than there will be states
  std::array<std::uint8_t, 256> class_{};
  std::size_t classes_ = 1;         // of bytes; 0 for those in no word
  std::vector<State> next_;         // by state and class; once packed, where the next state's row begins
  std::vector<std::uint32_t> set_;  // by state: what ends there, an index of sets_; 0 = nothing
  std::vector<Clues> sets_{Clues()};
};

}  // namespace minutemill::rules
