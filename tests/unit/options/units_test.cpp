#include <gtest/gtest.h>

#include "options/bind.hpp"

namespace minutemill {
namespace {

TEST(Units, Durations) {
  EXPECT_EQ(parse_duration("500ms"), Milliseconds(500));
  EXPECT_EQ(parse_duration("30s"), Milliseconds(30000));
  EXPECT_EQ(parse_duration("1.5min"), Milliseconds(90000));
  EXPECT_EQ(parse_duration("2h"), Milliseconds(7200000));
  EXPECT_EQ(parse_duration("0s"), Milliseconds(0));
}

TEST(Units, Sizes) {
  EXPECT_EQ(parse_size("512B"), ByteSize{512});
  EXPECT_EQ(parse_size("10kB"), ByteSize{10000});
  EXPECT_EQ(parse_size("1.5KiB"), ByteSize{1536});
  EXPECT_EQ(parse_size("64MiB"), ByteSize{67108864});
  EXPECT_EQ(parse_size("1.1GB"), ByteSize{1100000000});
  EXPECT_EQ(parse_size("4GiB"), ByteSize{4294967296});
}

TEST(Units, NothingIsGuessed) {
  for (const char* text : {"", "s", "30", "30 s", " 30s", "30S", "-1s", "+1s", "1e3s", "0.5ms", "1.s.",
                           "0x10s", "inf", "nans", "99999999999999999999h", "30sec", "1,5s"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
  for (const char* text :
       {"", "B", "64", "64 MiB", "64mib", "64MB ", "64M", "-1B", "0.5B", "1e3B", "99999999999999999999GiB"}) {
    EXPECT_FALSE(parse_size(text)) << text;
  }
}

TEST(Units, WrittenTheShortestExactWay) {
  EXPECT_EQ(format_duration(Milliseconds(30000)), "30s");
  EXPECT_EQ(format_duration(Milliseconds(90000)), "90s");
  EXPECT_EQ(format_duration(Milliseconds(1500)), "1500ms");
  EXPECT_EQ(format_duration(Milliseconds(0)), "0ms");
  EXPECT_EQ(format_size(ByteSize{67108864}), "64MiB");
  EXPECT_EQ(format_size(ByteSize{10000}), "10kB");
  EXPECT_EQ(format_size(ByteSize{1025}), "1025B");
  EXPECT_EQ(format_size(ByteSize{0}), "0B");
}

TEST(Units, WhatIsWrittenReadsTheSame) {
  for (const std::int64_t count : {1, 59, 60, 999, 1000, 60000, 61000, 3600000, 86400000}) {
    EXPECT_EQ(parse_duration(format_duration(Milliseconds(count))), Milliseconds(count));
    EXPECT_EQ(parse_size(format_size(ByteSize{static_cast<std::uint64_t>(count)})),
              ByteSize{static_cast<std::uint64_t>(count)});
  }
}

}  // namespace
}  // namespace minutemill
