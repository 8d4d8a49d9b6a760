// Durations in classes.
#include <gtest/gtest.h>

#include "runtime/histogram.hpp"

namespace minutemill {
namespace {

TEST(Histogram, TellsQuantilesToTheWidthOfAClass) {
  Histogram histogram;
  EXPECT_EQ(histogram.quantile(0.5), 0U);
  for (std::uint64_t i = 1; i <= 1000; ++i) histogram.add(i * 1000);  // 1 us to 1 ms
  EXPECT_EQ(histogram.count(), 1000U);
  EXPECT_EQ(histogram.longest(), 1'000'000U);
  EXPECT_EQ(histogram.sum(), 500'500'000U);
  for (const double share : {0.1, 0.5, 0.9, 0.99}) {
    const auto exact = static_cast<std::uint64_t>(share * 1'000'000);
    EXPECT_GE(histogram.quantile(share), exact) << share;
    EXPECT_LE(histogram.quantile(share), exact + exact / 4) << share;
  }
  EXPECT_EQ(histogram.quantile(1), 1'000'000U);
}

TEST(Histogram, HasAPlaceForEveryDuration) {
  Histogram histogram;
  for (const std::uint64_t time : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, UINT64_MAX})
    histogram.add(time);
  EXPECT_EQ(histogram.in_class(0), 3U);
  EXPECT_EQ(histogram.in_class(Histogram::kClasses - 1), 1U);
  for (int i = 1; i < Histogram::kClasses; ++i) EXPECT_GT(Histogram::bound(i), Histogram::bound(i - 1));
}

}  // namespace
}  // namespace minutemill
