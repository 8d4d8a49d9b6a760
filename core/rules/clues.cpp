#include "rules/clues.hpp"

#include <algorithm>
#include <bit>

#include <minutemill/eight_bytes.hpp>

namespace minutemill::rules {

namespace {

// Whether a word is rare enough to tell anything: a comma stands in nearly every sentence.
bool tells(std::string_view word) noexcept {
  if (word.size() != 1) return !word.empty();
  const char c = word.front();
  const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return !letter && std::string_view(" ,.:").find(c) == std::string_view::npos;
}

constexpr std::size_t kLongest = 60;                        // bytes of a word that are looked for
constexpr std::size_t kLong = 6, kMiddling = 3, kPair = 2;  // bytes; a Han character has three

// Hashes take the first byte for the lowest.
static_assert(std::endian::native == std::endian::little);

// Whether a character of three bytes, as those in Han, begins them.
bool is_three_bytes(std::uint64_t bytes) noexcept {
  return (bytes & 0xc0c0f0U) == 0x8080e0U;
}

// Of the first `count` bytes, ASCII letters of either case alike.
std::size_t hash_of(std::uint64_t bytes, std::size_t count) noexcept {
  constexpr std::uint64_t kEitherCase = 0x2020202020202020, kSpread = 0x9e3779b97f4a7c15;
  return ((bytes | kEitherCase) << (64 - 8 * count)) * kSpread >> 48U;
}

constexpr unsigned char lower(unsigned char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c - 'A' + 'a') : c;
}

}  // namespace

std::optional<std::uint16_t> ClueFinder::add(std::vector<std::string> words) {
  if (words.empty()) return std::nullopt;
  std::size_t bytes = 0;
  for (std::string& word : words) {
    if (!tells(word)) return std::nullopt;
    word.resize(std::min(word.size(), kLongest));
    for (char& c : word) c = static_cast<char>(lower(static_cast<unsigned char>(c)));
    bytes += word.size();
  }
  std::sort(words.begin(), words.end());
  if (const auto found = known_.find(words); found != known_.end()) return found->second;
  if (known_.size() >= Clues::kMost || bytes_ + bytes >= kMostStates) return std::nullopt;
  bytes_ += bytes;
  return known_.emplace(std::move(words), static_cast<std::uint16_t>(known_.size())).first->second;
}

void ClueFinder::classify() {
  for (const auto& [words, clue] : known_)
    for (const std::string& word : words)
      for (const char c : word)
        if (std::uint8_t& known = class_[static_cast<unsigned char>(c)]; known == 0)
          known = static_cast<std::uint8_t>(classes_++);
  for (unsigned char c = 'A'; c <= 'Z'; ++c) class_[c] = class_[lower(c)];
}

ClueFinder::State ClueFinder::enter(std::string_view word) {
  State at = 0;
  for (const char c : word) {
    const std::size_t place = at * classes_ + class_[static_cast<unsigned char>(c)];
    if (next_[place] == 0) {
      next_[place] = static_cast<State>(set_.size());
      set_.push_back(0);
      next_.resize(next_.size() + classes_, 0);
    }
    at = next_[place];
  }
  return at;
}

void ClueFinder::expect(std::string_view word) {
  for (std::size_t c = 0; c < first_byte_.size(); ++c)
    if (class_[c] == class_[static_cast<unsigned char>(word.front())]) first_byte_[c] = true;
  const std::uint64_t bytes = next_bytes(word, 0);
  if (word.size() == 1) {
    for (std::uint64_t second = 0; second < 0x100; ++second) only_.set(hash_of(bytes | second << 8U, kPair));
    first_ |= only_;
    return;
  }
  const std::size_t first = hash_of(bytes, is_three_bytes(bytes) ? kMiddling : kPair);
  first_.set(first);
  if (word.size() >= kLong)
    six_bytes_.set(hash_of(bytes, kLong));
  else if (word.size() >= kMiddling && !is_three_bytes(bytes))
    three_bytes_.set(hash_of(bytes, kMiddling));
  else
    only_.set(first);
}

bool ClueFinder::may_begin(std::uint64_t bytes, bool three) const noexcept {
  const std::size_t first = hash_of(bytes, three ? kMiddling : kPair);
  return first_[first] && (only_[first] || six_bytes_[hash_of(bytes, kLong)] ||
                           (!three && three_bytes_[hash_of(bytes, kMiddling)]));
}

void ClueFinder::build() {
  classify();
  set_.assign(1, 0);
  next_.assign(classes_, 0);
  std::map<State, Clues> found;
  for (const auto& [words, clue] : known_)
    for (const std::string& word : words) {
      found[enter(word)].add(clue);
      expect(word);
    }
  std::map<Clues, std::uint32_t> indices;
  for (const auto& [state, clues] : found) {
    const auto [known, fresh] = indices.try_emplace(clues, static_cast<std::uint32_t>(sets_.size()));
    if (fresh) sets_.push_back(clues);
    set_[state] = known->second;
  }
}

template <class See>
void ClueFinder::read_word(std::string_view text, std::size_t begin, See see) const {
  std::size_t state = 0;
  for (std::size_t i = begin; i < text.size(); ++i) {
    state = next_[state * classes_ + class_[static_cast<unsigned char>(text[i])]];
    if (state == 0) return;
    if (set_[state] != 0) see(begin, i + 1, set_[state]);
  }
}

template <class See>
void ClueFinder::walk(std::string_view text, See see) const {
  if (next_.empty()) return;
  for (std::size_t i = 0; i < text.size();) {
    if (!first_byte_[static_cast<unsigned char>(text[i])]) {
      ++i;
      continue;
    }
    const std::uint64_t bytes = next_bytes(text, i);
    const bool three = is_three_bytes(bytes);
    if (may_begin(bytes, three)) read_word(text, i, see);
    i += three ? 3 : 1;
  }
}

void ClueFinder::find(std::string_view text, std::vector<Hit>& hits) const {
  walk(text, [&](std::size_t begin, std::size_t end, std::uint32_t set) {
    hits.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), set});
  });
}

Clues ClueFinder::find(std::string_view text) const {
  Clues out;
  walk(text, [&](std::size_t, std::size_t, std::uint32_t set) { out.add(sets_[set]); });
  return out;
}

}  // namespace minutemill::rules
