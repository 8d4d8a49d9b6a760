// Durations counted in classes that each are a fifth wider than the one before: what a run needs to tell its
// latencies in little memory, whatever the number of documents.
#pragma once

#include <array>
#include <cstdint>

#include <minutemill/export.hpp>

namespace minutemill {

class MINUTEMILL_API Histogram {
 public:
  static constexpr int kClasses = 128;  // from 1 us up to about 3 hours
  // Upper bound of a class, in nanoseconds; the last class has none and says what its lower bound times 1.2
  // would be.
  [[nodiscard]] static std::uint64_t bound(int index) noexcept;

  void add(std::uint64_t nanoseconds) noexcept;
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  [[nodiscard]] std::uint64_t sum() const noexcept { return sum_; }  // nanoseconds
  [[nodiscard]] std::uint64_t longest() const noexcept { return longest_; }
  [[nodiscard]] std::uint64_t in_class(int index) const noexcept {
    return counts_[static_cast<std::size_t>(index)];
  }
  // The duration below which `share` (0 to 1) of all are, to the bound of its class; 0 when there are none.
  [[nodiscard]] std::uint64_t quantile(double share) const noexcept;

 private:
  std::array<std::uint64_t, kClasses> counts_{};
  std::uint64_t count_ = 0;
  std::uint64_t sum_ = 0;
  std::uint64_t longest_ = 0;
};

}  // namespace minutemill
