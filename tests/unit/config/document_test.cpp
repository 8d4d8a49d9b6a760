#include <minutemill/config.hpp>

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace minutemill {
namespace {

struct Parsed {
  Diagnostics diagnostics;
  std::unique_ptr<ConfigDocument> document;
  explicit Parsed(std::string text)
      : document(ConfigDocument::parse("f.yaml", std::move(text), diagnostics)) {}
  [[nodiscard]] const ConfigNode& root() const { return document->root(); }
  // "line:column message" of the only diagnostic.
  [[nodiscard]] std::string only() const {
    if (diagnostics.all().size() != 1)
      return std::to_string(diagnostics.all().size()) + " diagnostics:\n" + diagnostics.format();
    const Diagnostic& d = diagnostics.all().front();
    return std::to_string(d.mark.line) + ":" + std::to_string(d.mark.column) + " " + d.message;
  }
};

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out.append(piece);
  return out;
}

TEST(ConfigDocument, KeepsOrderKindsAndQuotes) {
  const Parsed p("b: 1\na: ['2', x, ~]\nc:\n  d: |\n    text\n");
  ASSERT_TRUE(p.document);
  ASSERT_EQ(p.root().entries().size(), 3U);
  EXPECT_EQ(p.root().entries()[0].first->scalar(), "b");
  const ConfigNode& list = *p.root().find("a");
  ASSERT_EQ(list.items().size(), 3U);
  EXPECT_TRUE(list.items()[0]->quoted());
  EXPECT_FALSE(list.items()[1]->quoted());
  EXPECT_TRUE(list.items()[2]->is_null());
  EXPECT_TRUE(p.root().find("c")->find("d")->quoted());
  EXPECT_EQ(p.root().find("c")->find("d")->scalar(), "text\n");
}

TEST(ConfigDocument, CountsColumnsInCharacters) {
  const Parsed p("会议: {届次: 第一次, 地点: [甲, 乙]}\n");
  ASSERT_TRUE(p.document);
  const ConfigNode& map = *p.root().find("会议");
  EXPECT_EQ(map.mark(), (Mark{1, 5}));
  EXPECT_EQ(map.find("届次")->mark(), (Mark{1, 10}));
  EXPECT_EQ(map.entries()[1].first->mark(), (Mark{1, 15}));
  EXPECT_EQ(map.find("地点")->items()[1]->mark(), (Mark{1, 23}));
}

TEST(ConfigDocument, MarksSurviveBomAndEveryLineEnd) {
  for (const std::string_view end : {"\n", "\r\n", "\r"}) {
    const Parsed p(
        "\xef\xbb\xbf"
        "a: 1" +
        std::string(end) + "b:" + std::string(end) + "  c: 2" + std::string(end));
    ASSERT_TRUE(p.document) << p.diagnostics.format();
    EXPECT_EQ(p.root().mark(), (Mark{1, 1}));
    EXPECT_EQ(p.root().find("b")->find("c")->mark(), (Mark{3, 6}));
    EXPECT_EQ(p.document->line(3), "  c: 2");
  }
}

TEST(ConfigDocument, ReadsScalarsStrictly) {
  const Parsed p(
      "a: yes\nb: true\nc: 010\nd: 10\ne: 0x1F\nf: 1e3\ng: .5\nh: '5'\ni: -0.25\nj: 99999999999999999999\nk: "
      ".inf\n");
  const auto& r = p.root();
  EXPECT_FALSE(r.find("a")->as_bool());
  EXPECT_EQ(r.find("b")->as_bool(), true);
  EXPECT_FALSE(r.find("c")->as_integer());
  EXPECT_FALSE(r.find("c")->as_number());
  EXPECT_EQ(r.find("d")->as_integer(), 10);
  EXPECT_FALSE(r.find("e")->as_integer());
  EXPECT_EQ(r.find("f")->as_number(), 1000.0);
  EXPECT_FALSE(r.find("g")->as_number());
  EXPECT_FALSE(r.find("h")->as_integer());
  EXPECT_EQ(r.find("i")->as_number(), -0.25);
  EXPECT_FALSE(r.find("j")->as_integer());
  EXPECT_FALSE(r.find("k")->as_number());
}

TEST(ConfigDocument, EmptyIsNull) {
  for (const std::string_view text : {"", "\n\n", "# only a comment\n", "\xef\xbb\xbf", "---\n", "~\n"}) {
    const Parsed p{std::string(text)};
    ASSERT_TRUE(p.document) << text;
    EXPECT_TRUE(p.root().is_null()) << text;
  }
}

TEST(ConfigDocument, RefusesWhatYamlCppLetsPass) {
  const std::pair<std::string, std::string> cases[] = {
      {"a: 1\n---\nb: 2\n", "2:1 a second document begins here"},
      {"a: 1\n...\n---\nb: 2\n", "3:1 a second document begins here"},
      {"{a: 1}\nb\n", "2:1 this does not belong to what stands before it"},
      {"a: 1\nb: 2\na: 3\n", "3:1 key 'a' is here a second time; the first is on line 1"},
      {"x: &x {a: 1}\ny:\n  <<: *x\n", "3:3 merge keys ('<<') are not supported"},
      {"a: !!python/object:os.system [rm]\n", "1:4 language tags are not supported"},
      {"a: !include other.yaml\n", "1:4 language tags are not supported"},
      {"a: !!str 5\n", "1:4 language tags are not supported"},
      {"a: \"open\nb: 1\n", "1:4 this quote is never closed"},
      {"a: 'it''s open\n", "1:4 this quote is never closed"},
      {"a: &q \"open \\\"\n", "1:7 this quote is never closed"},
      {"[a, b]: 1\n", "1:1 a key must be a text"},
      {"~: 1\n", "1:1 a key must be a text"},
      {"a: &a [*a]\n", "1:8 alias of the value that it is part of"},
      {"a: *nobody\n", "1:4 alias of an anchor that does not exist"},
      {"a:\n\tb: 1\n", "2:1 a tab is used as indent"},
      {"a:\n  - b: 1\n\t  c: 2\n", "3:1 a tab is used as indent"},
      {std::string("a: \0b\n", 6),
       "0:0 the file holds a NUL byte (byte 3): it is binary or UTF-16, not YAML"},
      {"a: 会\xff\n", "1:5 the file is not UTF-8 (byte 0xFF)"},
      {"a: \x07\n", "1:4 control character U+0007 in the file"},
      {"\xff\xfe"
       "a",
       "0:0 the file is UTF-16, not UTF-8"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(Parsed(text).only(), expected) << text;
}

TEST(ConfigDocument, QuotesThatAreClosedAreFine) {
  const Parsed p("a: \"x \\\" \\\\\"\nb: 'it''s'\nc: &n\n  \"y\"\nd: \"two\n  lines\"\n");
  EXPECT_TRUE(p.document && !p.diagnostics.has_errors()) << p.diagnostics.format();
}

TEST(ConfigDocument, TabsInsideTextAreFine) {
  const Parsed p("a: |\n  x\n  \ty\nb: \"one\n\ttwo\"\nc: 1\t# comment\n");
  EXPECT_TRUE(p.document && !p.diagnostics.has_errors()) << p.diagnostics.format();
}

TEST(ConfigDocument, TellsSeveralFaultsAtOnce) {
  const Parsed p("a: 1\na: 2\nb: !t x\nc: {d: 1, d: 2}\n");
  EXPECT_EQ(p.diagnostics.all().size(), 3U);
  EXPECT_TRUE(p.document) << "the reader can still look for more";
}

TEST(ConfigDocument, PointsAtTheQuoteThatSwallowedLines) {
  const Parsed p("a: \"open\nb: \"shut\"\n");
  ASSERT_EQ(p.diagnostics.all().size(), 1U);
  EXPECT_NE(p.diagnostics.all()[0].hint.find("begins on line 1"), std::string::npos)
      << p.diagnostics.format();
}

TEST(ConfigDocument, SharesAliasedNodes) {
  const Parsed p("a: &x {k: 1}\nb: *x\n");
  ASSERT_TRUE(p.document);
  EXPECT_EQ(p.root().find("a"), p.root().find("b"));
}

TEST(ConfigDocument, BoundsWhatAliasesStandFor) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + repeat(", " + before, 8) +
            "]\n";
  }
  EXPECT_NE(Parsed(bomb).only().find("more than 1000000 values once aliases are followed"),
            std::string::npos);

  std::string chain = "- &a0 [x]\n";
  for (int i = 1; i < 80; ++i) chain += "- &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  EXPECT_NE(Parsed(chain).only().find("nested more than 64 levels deep by this alias"), std::string::npos);
}

TEST(ConfigDocument, BoundsNesting) {
  EXPECT_TRUE(Parsed(repeat("[", 64) + repeat("]", 64)).document);
  EXPECT_EQ(Parsed(repeat("[", 65) + repeat("]", 65)).only(), "1:65 nested more than 64 levels deep");
  for (const std::string_view piece : {"[", "{a: ", "- ", "? "})
    EXPECT_NE(Parsed(repeat(piece, 100'000)).only().find("nested more than 64 levels deep"),
              std::string::npos)
        << piece;
  std::string blocks;
  for (std::size_t i = 0; i < 3000; ++i) blocks += std::string(i, ' ') + "a:\n";
  EXPECT_EQ(Parsed(blocks).only(), "65:65 nested more than 64 levels deep");
}

TEST(ConfigDocument, BoundsSize) {
  EXPECT_EQ(Parsed("a: " + std::string(17 << 20, 'x')).only(),
            "0:0 the file is larger than 16 MiB (17825795 bytes)");
}

// Twice the text may not cost much more than twice the time, whether it is many lines or one.
TEST(ConfigDocument, TakesLinearTime) {
  const auto seconds = [](const std::string& text) {
    const auto start = std::chrono::steady_clock::now();
    const Parsed p(text);
    EXPECT_TRUE(p.document) << p.diagnostics.format();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const auto keys = [](std::size_t count, std::string_view begin, std::string_view end) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
      out.append(begin).append("键").append(std::to_string(i)).append(": 1").append(end);
    return out;
  };
  const double lines = seconds(keys(20'000, "", "\n"));
  EXPECT_LT(seconds(keys(80'000, "", "\n")), 12 * lines + 0.2);
  const double flow = seconds("{" + keys(20'000, "", ", ") + "}");
  EXPECT_LT(seconds("{" + keys(80'000, "", ", ") + "}"), 12 * flow + 0.2);
}

TEST(ConfigDocument, DuplicateKeysEndlesslyAreToldOnlySoOften) {
  const Parsed p("{" + repeat("a: 1, ", 100'000) + "}");
  EXPECT_FALSE(p.document);
  EXPECT_LE(p.diagnostics.all().size(), 50U);
}

}  // namespace
}  // namespace minutemill
