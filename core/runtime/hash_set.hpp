// A set of hashes in one block of memory: 9 to 18 bytes each, where std::unordered_set takes some 40.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <minutemill/export.hpp>

namespace minutemill {

// Open addressing, one place after the other, as Knuth's algorithm L (TAOCP 6.4); the hashes are taken to be
// evenly spread.
class MINUTEMILL_API HashSet {
 public:
  [[nodiscard]] bool contains(std::uint64_t hash) const noexcept;
  void insert(std::uint64_t hash);
  void erase(std::uint64_t hash) noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return used_; }

 private:
  [[nodiscard]] std::size_t home(std::uint64_t hash) const noexcept { return hash & (places_.size() - 1); }
  [[nodiscard]] std::size_t after(std::size_t place) const noexcept {
    return (place + 1) & (places_.size() - 1);
  }
  // Where the hash stands, or the free place where it would.
  [[nodiscard]] std::size_t find(std::uint64_t hash) const noexcept;
  void grow();

  std::vector<std::uint64_t> places_;  // a power of two of them, 0 where there is none
  std::size_t used_ = 0;
};

}  // namespace minutemill
