// The set of hashes does as std::unordered_set does.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <unordered_set>

#include "runtime/hash_set.hpp"

namespace minutemill {
namespace {

TEST(HashSet, IsEmptyAtFirst) {
  HashSet set;
  EXPECT_FALSE(set.contains(0));
  EXPECT_FALSE(set.contains(7));
  set.erase(7);
  EXPECT_EQ(set.size(), 0U);
}

TEST(HashSet, KeepsWhatIsPutInAndNotTakenOut) {
  // Few values, and such that share their low bits: runs of taken places grow, wrap around and are cut.
  for (const unsigned shift : {0U, 4U, 52U}) {
    std::mt19937_64 random(shift);
    HashSet set;
    std::unordered_set<std::uint64_t> model;
    for (int i = 0; i < 20'000; ++i) {
      const std::uint64_t value = ((random() % 4096) + 1) << shift;
      if (random() % 3 != 0) {
        set.insert(value);
        model.insert(value);
      } else {
        set.erase(value);
        model.erase(value);
      }
      const std::uint64_t asked = ((random() % 4096) + 1) << shift;
      ASSERT_EQ(set.contains(asked), model.count(asked) != 0) << shift << " " << i;
    }
    EXPECT_EQ(set.size(), model.size());
    for (std::uint64_t value = 1; value <= 4096; ++value)
      ASSERT_EQ(set.contains(value << shift), model.count(value << shift) != 0) << shift << " " << value;
  }
}

TEST(HashSet, TakesZeroToo) {
  HashSet set;
  set.insert(0);
  EXPECT_TRUE(set.contains(0));
  set.insert(0);
  EXPECT_EQ(set.size(), 1U);
  set.erase(0);
  EXPECT_FALSE(set.contains(0));
}

}  // namespace
}  // namespace minutemill
