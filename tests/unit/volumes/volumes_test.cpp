// What the exporters of volumes share.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include <minutemill/package.hpp>
#include <volumes/index.hpp>
#include <volumes/part_codec.hpp>
#include <volumes/piecewise_part.hpp>

namespace minutemill::volumes {
namespace {

std::string terms_of(const Index& index, std::string_view language) {
  std::string out;
  for (const Index::Entry* entry : index.sorted(language)) out += entry->term + " ";
  return out;
}

TEST(Index, StandsInTheOrderOfItsLanguage) {
  Index index;
  for (const char* term : {"一", "丁", "八", "《安》", "第10号", "第9号", "Zebra", "apple", "Äpfel"})
    index.add(term, {"report", "place"});
  EXPECT_EQ(terms_of(index, "zh-CN"), "《安》 八 第9号 第10号 丁 一 Äpfel apple Zebra ");
  EXPECT_EQ(terms_of(index, "zh-TW"), "一 丁 八 《安》 第9号 第10号 Äpfel apple Zebra ");
  EXPECT_EQ(terms_of(index, "no language at all").substr(0, 7), "Äpfel ");
}

TEST(Index, NamesAPlaceOnceInARow) {
  Index index;
  for (const char* place : {"a", "a", "b"}) index.add("budget", {"report", place});
  const auto entries = index.sorted("en");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries.front()->references.size(), 2U);
}

TEST(PiecewisePart, IsThePiecesOneAfterTheOther) {
  std::string whole;
  const auto piece = [](int number) {
    return std::string(static_cast<std::size_t>(number % 7) * 3000, static_cast<char>('a' + number % 26));
  };
  constexpr int kPieces = 200;
  for (int i = 0; i < kPieces; ++i) whole += piece(i);
  int started = 0;
  PackageWriter writer;
  writer.add(piecewise_part(
      "part.xml",
      [&] {
        ++started;
        return [&, next = 0](std::string& out) mutable {
          if (next == kPieces) return false;
          out = piece(next++);
          return true;
        };
      },
      1));
  const std::string bytes = writer.finish();
  EXPECT_EQ(started, 2) << "once to measure, once to write";
  const PackageReader reader(bytes);
  EXPECT_EQ(reader.read("part.xml"), whole);
  EXPECT_EQ(reader.entries().front().size, whole.size());
  EXPECT_LT(bytes.size(), whole.size() / 50);
}

TEST(PiecewisePart, NoticesPiecesThatChange) {
  int started = 0;
  PackageWriter writer;
  writer.add(piecewise_part(
      "part.xml",
      [&] {
        return [left = ++started == 1 ? 500 : 3](std::string& out) mutable {
          out = std::string("piece ") + std::to_string(left * 7919);
          return left-- > 0;
        };
      },
      1));
  EXPECT_THROW((void)writer.finish(), std::runtime_error);
}

TEST(PartCodec, RefusesBytesThatEndTooSoon) {
  std::string bytes, text = "words";
  std::vector<std::string> list{"a", "b"};
  const auto pass = [&](auto& stream) {
    stream.pass(text);
    stream.list(list, [&stream](std::string& item) { stream.pass(item); });
  };
  PartWriter writer(bytes);
  pass(writer);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    PartReader reader(std::string_view(bytes).substr(0, length));
    EXPECT_THROW(pass(reader), std::runtime_error) << length;
  }
  text.clear();
  list.clear();
  PartReader reader(bytes);
  pass(reader);
  EXPECT_EQ(text, "words");
  EXPECT_EQ(list, (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace minutemill::volumes
