#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include <minutemill/name_table.hpp>

namespace minutemill::test {
namespace {

struct Row {
  std::string_view name;
  int value;
};

// The first four are hashed by the same bytes.
constexpr NameTable kTable(std::to_array<Row>(
    {{"abcde", 1}, {"axcye", 2}, {"aycxe", 3}, {"azcze", 4}, {"", 5}, {"p", 6}, {"blockquote", 7}}));

TEST(NameTable, finds_each_row_by_its_name) {
  for (const Row& row : kTable.rows()) {
    ASSERT_NE(kTable.find(row.name), nullptr) << row.name;
    EXPECT_EQ(kTable.find(row.name)->value, row.value) << row.name;
  }
}

TEST(NameTable, finds_nothing_else) {
  for (const std::string_view name : {"abcdf", "aacae", "P", "pp", "blockquot"})
    EXPECT_EQ(kTable.find(name), nullptr);
  EXPECT_EQ(kTable.find(std::string(100'000, 'p')), nullptr);
}

}  // namespace
}  // namespace minutemill::test
