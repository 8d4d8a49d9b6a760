// Base64 and JSON writing.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <minutemill/base64.hpp>
#include <minutemill/json.hpp>

using namespace minutemill;

namespace {

TEST(Base64, VectorsOfRfc4648) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    std::string out;
    append_base64(out, bytes);
    EXPECT_EQ(out, text);
    EXPECT_EQ(from_base64(text), bytes);
  }
}

TEST(Base64, ReadsWhatDataUrlsHave) {
  EXPECT_EQ(from_base64(" Zm9v\r\nYg "), "foob");
  EXPECT_EQ(from_base64("Zg="), std::nullopt);
  EXPECT_EQ(from_base64("Z"), std::nullopt);
  EXPECT_EQ(from_base64("Zg==Zg=="), std::nullopt);
  EXPECT_EQ(from_base64("Zg==="), std::nullopt);
  EXPECT_EQ(from_base64("Zm-v"), std::nullopt);
  std::string every;
  for (int i = 0; i < 256; ++i) every.push_back(static_cast<char>(i));
  std::string out;
  append_base64(out, every);
  EXPECT_EQ(from_base64(out), every);
}

TEST(Json, WritesBothLayouts) {
  const auto write = [](int indent) {
    std::string out;
    JsonWriter json(out, indent);
    json.begin_object()
        .key("a")
        .number(1)
        .key("b")
        .begin_list()
        .text("x")
        .null()
        .begin_object()
        .end_object()
        .end_list();
    json.key("c")
        .begin_list(JsonWriter::on_one_line)
        .number(1)
        .boolean(true)
        .begin_list()
        .number(0.5)
        .end_list()
        .end_list();
    json.key("d").begin_list().end_list().end_object();
    return out;
  };
  EXPECT_EQ(write(-1), R"({"a":1,"b":["x",null,{}],"c":[1,true,[0.5]],"d":[]})");
  EXPECT_EQ(
      write(1),
      "{\n \"a\": 1,\n \"b\": [\n  \"x\",\n  null,\n  {}\n ],\n \"c\": [1, true, [0.5]],\n \"d\": []\n}");
}

TEST(Json, IndentsAtAnyDepth) {
  constexpr int kDepth = 50;
  std::string out, wanted = "[";
  JsonWriter json(out, 2);
  json.begin_list();
  for (int depth = 1; depth < kDepth; ++depth) {
    json.number(depth).begin_list();
    const std::string indent(2 * static_cast<std::size_t>(depth), ' ');
    wanted += "\n" + indent + std::to_string(depth) + ",\n" + indent + "[";
  }
  for (int depth = 1; depth < kDepth; ++depth) json.end_list();
  json.end_list();
  wanted += "]";
  for (int depth = kDepth - 1; depth > 0; --depth)
    wanted += "\n" + std::string(2 * static_cast<std::size_t>(depth - 1), ' ') + "]";
  EXPECT_EQ(out, wanted);
}

TEST(Json, EveryByteSequenceBecomesAString) {
  std::string every;
  for (int a = 0; a < 256; ++a)
    for (int b = 0; b < 256; b += 3) every.append({static_cast<char>(a), static_cast<char>(b)});
  std::string out;
  append_json_string(out, every);
  EXPECT_TRUE(nlohmann::json::accept(out));
  std::string back;
  append_json_string(back, std::string_view("\0\x1f\x7f\"\\/\b\xE2\x80\xA8", 10));
  EXPECT_EQ(nlohmann::json::parse(back).get<std::string>(), std::string("\0\x1f\x7f\"\\/\b\xE2\x80\xA8", 10));
}

TEST(Json, NumbersThatAreNone) {
  std::string out;
  JsonWriter json(out);
  json.begin_list().number(std::numeric_limits<double>::infinity()).number(-3).end_list();
  EXPECT_EQ(out, "[null,-3]");
}

}  // namespace
