// The parts of a message, and the end of what was written on standard error.
#include <gtest/gtest.h>

#include <string>

#include "exec/error_tail.hpp"
#include "exec/json_members.hpp"

namespace minutemill::exec {
namespace {

TEST(JsonMembers, AreFoundWithTheirText) {
  const JsonMembers found =
      json_members(" { \"a\" : {\"x\": [1, \"]}\\\"\"]} , \"b\":null,\"c\" : \"q\\\\\" ,\"d\":-1.5e3}\r\n");
  EXPECT_EQ(found.fault, "");
  EXPECT_EQ(found.find("a"), "{\"x\": [1, \"]}\\\"\"]}");
  EXPECT_EQ(found.find("b"), "null");
  EXPECT_EQ(found.find("c"), "\"q\\\\\"");
  EXPECT_EQ(found.find("d"), "-1.5e3");
  EXPECT_EQ(found.find("e"), "");
  EXPECT_EQ(json_members("{}").fault, "");
}

TEST(JsonMembers, FaultsHaveTheirByte) {
  EXPECT_EQ(json_members("").fault, "a JSON object is wanted at byte 1");
  EXPECT_EQ(json_members("[1]").fault, "a JSON object is wanted at byte 1");
  for (const char* text : {"{", "{1:2}", "{\"a\"}", "{\"a\":}", "{\"a\":[}", "{\"a\":\"b}", "{\"a\":1,}",
                           "{\"a\":1}}", "{\"a\":1 \"b\":2}", "{\"a", "{\"a\\"})
    EXPECT_NE(json_members(text).fault.find("at byte "), std::string::npos) << text;
  std::string many = "{";
  for (int i = 0; i < 100; ++i) many += "\"k\":1,";
  EXPECT_NE(json_members(many).fault.find("too many members"), std::string::npos);
}

TEST(ErrorTail, KeepsTheLastLines) {
  ErrorTail tail;
  EXPECT_EQ(tail.last_lines(3), "");
  tail.add("one\n\n  two\r\nthr");
  tail.add("ee\nfour\n \n");
  EXPECT_EQ(tail.last_lines(3), "two | three | four");
  EXPECT_EQ(tail.last_lines(1), "four");
  tail.add(std::string(1'000'000, 'x') + "\nend\x1b[31m\n");
  EXPECT_EQ(tail.last_lines(1), "end [31m");
  EXPECT_LT(tail.last_lines(5).size(), 400U);
  tail.clear();
  EXPECT_TRUE(tail.empty());
}

}  // namespace
}  // namespace minutemill::exec
