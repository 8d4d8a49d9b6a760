// JSON that is damaged, or made to hurt.
#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include <minutemill/snapshot.hpp>

#include "documents.hpp"

namespace pandoc_test {
namespace {

using namespace minutemill;

struct Failed {
  FailureCode code = FailureCode::none;
  std::string message;
};

Failed read_failing(const std::string& json) {
  try {
    const Read read(json);
  } catch (const StageFailure& failure) {
    return {failure.code(), failure.what()};
  }
  return {};
}

std::string with_blocks(const std::string& blocks) {
  return R"({"pandoc-api-version":[1,22],"meta":{},"blocks":)" + blocks + "}";
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(PandocHostile, FaultsHaveTheirPlace) {
  const std::pair<std::string, std::string> cases[] = {
      {"[", "not JSON at byte 2"},
      {"[]", "pandoc JSON: /: an object is wanted"},
      {"{}", "the member 'pandoc-api-version' is missing"},
      {R"({"pandoc-api-version":[1,17,5],"meta":{},"blocks":[]})",
       "version [1,17,5] is not one that can be read"},
      {R"({"pandoc-api-version":"1.22","meta":{},"blocks":[]})", "/pandoc-api-version: version \"1.22\""},
      {with_blocks("{}"), "/blocks: blocks must be a list"},
      {with_blocks("[1]"), "/blocks/0: an object is wanted"},
      {with_blocks(R"([{"t":5}])"), "/blocks/0: 't' must be text"},
      {with_blocks(R"([{"t":"Para","c":[]},{"t":"Blink","c":[]}])"), "/blocks/1/c: unknown block 'Blink'"},
      {with_blocks(R"([{"t":"Para","c":[{"t":"Blink"}]}])"), "/blocks/0/c/0/c: unknown inline 'Blink'"},
      {with_blocks(R"([{"t":"Para","c":[{"t":"Str","c":7}]}])"), "/blocks/0/c/0/c: a Str must be text"},
      {with_blocks(R"([{"t":"Header","c":[1,["",[]],[]]}])"), "/blocks/0/c: attributes must be a list of 3"},
      {with_blocks(R"([{"t":"Header","c":[1.5,["",[],[]],[]]}])"),
       "/blocks/0/c: a level must be a whole number"},
      {with_blocks(R"([{"t":"Header","c":[18446744073709551615,["",[],[]],[]]}])"),
       "a level must be a whole number"},
      {with_blocks(R"([{"t":"Table","c":[["",[],[]],[],[]]}])"), "/blocks/0/c: a Table must be a list of 6"},
      {with_blocks(R"([{"t":"BulletList","c":[[{"t":"Para"}]]}])"),
       "/blocks/0/c/0/0/c: inlines must be a list"},
      {R"({"pandoc-api-version":[1,22],"meta":{"a":{"t":"MetaX"}},"blocks":[]})",
       "/meta/a/c: unknown kind of metadata"},
  };
  for (const auto& [json, words] : cases) {
    const Failed failed = read_failing(json);
    EXPECT_EQ(failed.code, FailureCode::parse) << json;
    EXPECT_NE(failed.message.find(words), std::string::npos) << json << "\n" << failed.message;
  }
}

TEST(PandocHostile, DepthIsBounded) {
  const std::size_t kDeep = 300'000;
  const std::string cases[] = {
      std::string(4'000'000, '['),
      repeated("{\"a\":", kDeep),
      with_blocks(repeated(R"([{"t":"BlockQuote","c":)", 600) + "[]" + repeated("}]", 600)),
      with_blocks(repeated(R"([{"t":"Div","c":[["",[],[]],)", 2600) + "[]" + repeated("]}]", 2600)),
      with_blocks(R"([{"t":"Para","c":)" + repeated(R"([{"t":"Span","c":[["",[],[]],)", 2600) + "[]" +
                  repeated("]}]", 2600) + "}]"),
      R"({"pandoc-api-version":[1,22],"meta":)" + repeated(R"({"a":{"t":"MetaMap","c":)", 60) + "{}" +
          repeated("}}", 60) + R"(,"blocks":[]})",
  };
  for (const std::string& json : cases) {
    const Failed failed = read_failing(json);
    EXPECT_EQ(failed.code, FailureCode::resource) << json.substr(0, 60) << failed.message;
    EXPECT_NE(failed.message.find("deep"), std::string::npos) << failed.message;
  }
}

TEST(PandocHostile, NumbersOfThingsAreBounded) {
  EXPECT_THROW((void)pandoc::parse_json("[" + repeated("0,", 1000) + "0]", {10, 500}), StageFailure);
  std::string keys = R"({"pandoc-api-version":[1,22],"meta":{)";
  for (int i = 0; i < 5000; ++i) keys += '"' + std::to_string(i) + R"(":{"t":"MetaBool","c":true},)";
  keys.back() = '}';
  EXPECT_EQ(read_failing(keys + R"(,"blocks":[]})").code, FailureCode::resource);
}

// Spans and widths that would take all memory if they were believed.
TEST(PandocHostile, SpansCostNothing) {
  const std::string cell = R"([["",[],[]],{"t":"AlignDefault"},1000000000,4000000000000,[]],)";
  const std::string row =
      R"([["",[],[]],[)" + repeated(cell, 50) +
      R"([["",[],[["mm-column_span","999999999999999999"]]],{"t":"AlignDefault"},1,1,[]]]],)";
  const std::string json =
      with_blocks(R"([{"t":"Table","c":[["",[],[]],[null,[]],[],[["",[],[]],[]],[[["",[],[]],99,[],[)" +
                  repeated(row, 50) + R"([["",[],[]],[]]]]],[["",[],[]],[]]]}])");
  const auto begin = std::chrono::steady_clock::now();
  const Read read(json);
  EXPECT_LT(to_pandoc(to_snapshot(read.document)).size(), 2'000'000U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

// Every damaged byte of a document that has everything in it gives a document or a failure that says why.
TEST(PandocHostile, DamageIsNoCrash) {
  std::string whole;
  for (const auto& [name, snapshot] : documents())
    if (name == "everything.json") whole = to_pandoc(snapshot);
  ASSERT_FALSE(whole.empty());
  std::mt19937 random(7);
  std::size_t failures = 0;
  for (int i = 0; i < 600; ++i) {
    std::string json = whole;
    const char* const kPieces[] = {"null", "1", "[]", "{}", "\"x\"", "-1", "true"};
    const std::size_t at = random() % json.size();
    if (i % 3 == 0)
      json[at] = static_cast<char>(random() % 256);
    else if (i % 3 == 1)
      json.resize(at);
    else {  // a value of another type in place of a list
      const std::size_t list = json.find("[]", at);
      if (list == std::string::npos) continue;
      json.replace(list, 2, kPieces[random() % std::size(kPieces)]);
    }
    const Failed failed = read_failing(json);
    if (failed.code == FailureCode::none) continue;
    ++failures;
    EXPECT_TRUE(failed.code == FailureCode::parse || failed.code == FailureCode::structure) << failed.message;
    EXPECT_FALSE(failed.message.empty());
  }
  EXPECT_GT(failures, 200U);
}

}  // namespace
}  // namespace pandoc_test
