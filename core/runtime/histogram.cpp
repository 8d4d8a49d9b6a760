#include "runtime/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace minutemill {
namespace {

constexpr double kFirst = 1000;  // nanoseconds
constexpr double kRatio = 1.2;

std::array<std::uint64_t, Histogram::kClasses> make_bounds() {
  std::array<std::uint64_t, Histogram::kClasses> bounds{};
  double bound = kFirst;
  for (std::uint64_t& at : bounds) {
    at = static_cast<std::uint64_t>(std::llround(bound));
    bound *= kRatio;
  }
  return bounds;
}
const std::array<std::uint64_t, Histogram::kClasses> kBounds = make_bounds();

}  // namespace

std::uint64_t Histogram::bound(int index) noexcept {
  return kBounds[static_cast<std::size_t>(index)];
}

void Histogram::add(std::uint64_t nanoseconds) noexcept {
  const auto at = std::ranges::lower_bound(kBounds, nanoseconds);
  ++counts_[at == kBounds.end() ? kClasses - 1 : static_cast<std::size_t>(at - kBounds.begin())];
  ++count_;
  sum_ += nanoseconds;
  longest_ = std::max(longest_, nanoseconds);
}

std::uint64_t Histogram::quantile(double share) const noexcept {
  const double wanted = share * static_cast<double>(count_);
  std::uint64_t seen = 0;
  for (int i = 0; i < kClasses; ++i) {
    seen += in_class(i);
    if (seen > 0 && static_cast<double>(seen) >= wanted) return std::min(bound(i), longest_);
  }
  return longest_;
}

}  // namespace minutemill
