#include "runtime/hash_set.hpp"

#include <utility>

namespace minutemill {
namespace {

constexpr std::size_t kFewest = 64;

// 0 marks a free place, and so cannot be told from 1.
std::uint64_t marked(std::uint64_t hash) noexcept {
  return hash == 0 ? 1 : hash;
}

}  // namespace

std::size_t HashSet::find(std::uint64_t hash) const noexcept {
  std::size_t place = home(hash);
  while (places_[place] != 0 && places_[place] != hash) place = after(place);
  return place;
}

bool HashSet::contains(std::uint64_t hash) const noexcept {
  return used_ != 0 && places_[find(marked(hash))] != 0;
}

void HashSet::insert(std::uint64_t hash) {
  if ((used_ + 1) * 8 > places_.size() * 7) grow();
  std::uint64_t& place = places_[find(marked(hash))];
  used_ += place == 0 ? 1 : 0;
  place = marked(hash);
}

void HashSet::grow() {
  const auto before =
      std::exchange(places_, std::vector<std::uint64_t>(places_.empty() ? kFewest : places_.size() * 2));
  for (const std::uint64_t hash : before)
    if (hash != 0) places_[find(hash)] = hash;
}

// Those behind it that could stand in its place move up, so that no search ends too early (algorithm R).
void HashSet::erase(std::uint64_t hash) noexcept {
  if (used_ == 0) return;
  std::size_t free = find(marked(hash));
  if (places_[free] == 0) return;
  const std::size_t mask = places_.size() - 1;
  for (std::size_t at = after(free); places_[at] != 0; at = after(at)) {
    const std::size_t way = (at - home(places_[at])) & mask;  // from its home
    if (way < ((at - free) & mask)) continue;
    places_[free] = places_[at];
    free = at;
  }
  places_[free] = 0;
  --used_;
}

}  // namespace minutemill
