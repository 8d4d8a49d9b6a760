// Clues: words of which a pattern needs one. All clues of a rule file are looked for in one pass over a text;
// a pattern whose clues are not there need not be searched for.
#pragma once

#include <array>
#include <bitset>
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

// Looks at every character of a text once: a few bits say whether a word may begin there, and only where one
// may, a trie of all words is walked. A step of an automaton (Aho and Corasick) waits for the one before it;
// these do not, which makes them several times as fast. ASCII letters match in either case.
class ClueFinder {
 public:
  // A word found at [begin, end) of a text.
  struct Hit {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t set = 0;
  };

  // A clue that any of the words gives. Nothing when there is no room for it, or a word is too short to tell.
  std::optional<std::uint16_t> add(std::vector<std::string> words);
  // Makes the trie; before it no clue is found.
  void build();

  // Appends what is found in `text`, in order of its beginning.
  void find(std::string_view text, std::vector<Hit>& hits) const;
  [[nodiscard]] Clues find(std::string_view text) const;
  [[nodiscard]] const Clues& clues(const Hit& hit) const noexcept { return sets_[hit.set]; }

 private:
  using State = std::uint16_t;
  static constexpr std::size_t kMostStates = 0xffff;

  void classify();
  State enter(std::string_view word);
  void expect(std::string_view word);
  [[nodiscard]] bool may_begin(std::uint64_t bytes, bool three) const noexcept;
  template <class See>
  void walk(std::string_view text, See see) const;
  template <class See>
  void read_word(std::string_view text, std::size_t begin, See see) const;

  std::map<std::vector<std::string>, std::uint16_t> known_;
  std::size_t bytes_ = 0;  // of all words: no fewer than there will be states
  std::array<std::uint8_t, 256> class_{};
  std::size_t classes_ = 1;         // of bytes; 0 for those in no word
  std::vector<State> next_;         // by state and class; 0 = no word goes on so
  std::vector<std::uint32_t> set_;  // by state: the clues of the word that ends there, an index of sets_
  std::vector<Clues> sets_{Clues()};
  std::array<bool, 256> first_byte_{};  // of a word
  // By the hash of a first character of three bytes, or of two first bytes: whether a word begins so, and
  // whether one that ends soon after. By the hash of more bytes: longer words.
  std::bitset<0x10000> first_, only_, three_bytes_, six_bytes_;
};

}  // namespace minutemill::rules
