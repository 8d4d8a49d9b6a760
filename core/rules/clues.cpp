#include "rules/clues.hpp"

#include <algorithm>

namespace minutemill::rules {

namespace {

// Whether a word is rare enough to tell anything: a comma stands in nearly every sentence.
bool tells(std::string_view word) noexcept {
  if (word.size() != 1) return !word.empty();
  const char c = word.front();
  const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return !letter && std::string_view(" ,.:").find(c) == std::string_view::npos;
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

// Where no word goes on, the longest end of what was read that begins a word does; a state holds what ends in
// it and in that one.
void ClueFinder::link() {
  std::vector<Clues> found(set_.size());
  for (const auto& [words, clue] : known_)
    for (const std::string& word : words) found[enter(word)].add(clue);
  std::map<Clues, std::uint32_t> indices{{Clues(), 0}};
  std::vector<State> fallback(set_.size(), 0), queue;
  queue.reserve(set_.size());
  for (std::size_t c = 0; c < classes_; ++c)
    if (next_[c] != 0) queue.push_back(next_[c]);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const State at = queue[i], back = fallback[at];
    found[at].add(found[back]);
    const auto [known, fresh] = indices.try_emplace(found[at], static_cast<std::uint32_t>(sets_.size()));
    if (fresh) sets_.push_back(found[at]);
    set_[at] = known->second;
    for (std::size_t c = 0; c < classes_; ++c) {
      State& next = next_[at * classes_ + c];
      const State other = next_[back * classes_ + c];
      if (next == 0) {
        next = other;
      } else {
        fallback[next] = other;
        queue.push_back(next);
      }
    }
  }
}

void ClueFinder::build() {
  classify();
  set_.assign(1, 0);
  next_.assign(classes_, 0);
  for (const auto& [words, clue] : known_)
    for (const std::string& word : words) (void)enter(word);
  link();
  pack();
}

// Rows in place of states, the lowest bit for those in which something ends: a step is two look-ups and an
// addition.
void ClueFinder::pack() {
  for (State& next : next_)
    next = static_cast<State>(next * classes_) << 1U | static_cast<State>(set_[next] != 0);
}

template <class See>
void ClueFinder::walk(std::string_view text, See see) const {
  if (next_.empty()) return;
  State row = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const State next = next_[row + class_[static_cast<unsigned char>(text[i])]];
    row = next >> 1U;
    if ((next & 1U) != 0) see(i + 1, set_[row / classes_]);
  }
}

void ClueFinder::find(std::string_view text, std::vector<Hit>& hits) const {
  walk(text, [&](std::size_t end, std::uint32_t set) {
    hits.push_back({static_cast<std::uint32_t>(end), set});
  });
}

Clues ClueFinder::find(std::string_view text) const {
  Clues out;
  walk(text, [&](std::size_t, std::uint32_t set) { out.add(sets_[set]); });
  return out;
}

}  // namespace minutemill::rules
