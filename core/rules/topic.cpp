#include "rules/topic.hpp"

#include <algorithm>
#include <unordered_set>

#include <minutemill/text.hpp>

namespace minutemill::rules {

namespace {

constexpr std::size_t kMostLetters = 400;
constexpr std::size_t kMostPairs = 2000;
constexpr double kSame = 0.6;      // topics that are this much alike are one matter
constexpr double kChance = 0.15;   // pairs that any two topics share
constexpr std::size_t kPlain = 8;  // letters that are no coincidence when another topic holds them

constexpr std::uint64_t pair_of(char32_t first, char32_t second) noexcept {
  return static_cast<std::uint64_t>(first) << 32 | second;
}

// Of two sorted lists; an element counts as often as both have it.
std::size_t count_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) noexcept {
  std::size_t count = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    const bool same = *x == *y, less = *x < *y;
    count += same ? 1 : 0;
    if (same || less) ++x;
    if (!less) ++y;
  }
  return count;
}

}  // namespace

Topic::Topic(std::string_view text) {
  for (std::size_t i = 0; i < text.size() && letters_.size() < kMostLetters;) {
    char32_t c = next_code_point(text, i);
    if (c >= U'A' && c <= U'Z') c += 32;
    const bool word = (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || (c >= 0xc0 && c < 0x2000) ||
                      (c >= 0x3040 && c < 0xff00) || c >= 0x20000;
    if (word) letters_.push_back(c);
  }
  for (std::size_t i = 0; i + 1 < letters_.size(); ++i)
    pairs_.push_back(pair_of(letters_[i], letters_[i + 1]));
  std::sort(pairs_.begin(), pairs_.end());
}

bool Topic::is_like(const Topic& other) const {
  const Topic& small = letters_.size() > other.letters_.size() ? other : *this;
  const Topic& large = &small == this ? other : *this;
  if (small.letters_.empty()) return false;
  // As long and not the same: a year, a number or the organ differs.
  if (small.letters_.size() == large.letters_.size()) return small.letters_ == large.letters_;
  const std::size_t total = small.pairs_.size() + large.pairs_.size();
  const auto share = [&](std::size_t pairs) {
    return 2.0 * static_cast<double>(pairs) / static_cast<double>(total) - kChance;
  };
  const double part = static_cast<double>(small.letters_.size()) / static_cast<double>(large.letters_.size());
  if ((part >= kSame || small.letters_.size() >= kPlain) &&
      large.letters_.find(small.letters_) != std::u32string::npos)
    return true;
  return total > 0 && share(small.pairs_.size()) >= kSame &&
         share(count_common(small.pairs_, large.pairs_)) >= kSame;
}

Pairs::Pairs(std::string_view text) {
  char32_t last = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    const bool word =
        c >= 0x4e00 || (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    if (word && last != 0) pairs_.push_back(pair_of(last, c));
    last = word ? c : 0;
  }
  if (pairs_.size() > kMostPairs) {
    std::unordered_set<std::uint64_t> seen;
    std::erase_if(pairs_,
                  [&](std::uint64_t pair) { return seen.size() >= kMostPairs || !seen.insert(pair).second; });
  }
  std::sort(pairs_.begin(), pairs_.end());
  pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
}

std::size_t Pairs::count_shared(const Pairs& other) const noexcept {
  return count_common(pairs_, other.pairs_);
}

}  // namespace minutemill::rules
