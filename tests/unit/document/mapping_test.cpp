// Tables that take the record to outputs.
#include <gtest/gtest.h>

#include <minutemill/mapping.hpp>

namespace minutemill {
namespace {

Record sample() {
  Record record;
  record.set("title", Value::text("  A\nB "));
  record["meeting"] = Value::record();
  record["meeting"].fields().set("ordinal", Value::number(12));
  record["agenda"] = Value::list();
  for (const char* topic : {"one", "", "three"}) {
    Value item = Value::record();
    item.fields().set("topic", Value::text(topic));
    record["agenda"].items().push_back(std::move(item));
  }
  record["chairs"] = Value::list();
  record["chairs"].items().push_back(Value::text("Ann"));
  record["date"] = Value::date("--06-08");
  return record;
}

struct Read {
  explicit Read(std::string text) : file(ConfigFile{"m.yaml", "m.yaml", std::move(text)}, diagnostics) {}
  RecordMapping mapping() { return RecordMapping(file, "epub", {"a", "b", "c"}, diagnostics); }
  std::string json() {
    std::string out;
    JsonWriter writer(out);
    RecordTemplate(file, "json_ld", diagnostics).write(writer, sample());
    return out;
  }
  Diagnostics diagnostics;
  MappingFile file;
};

TEST(RecordMapping, TakesTheFirstPathThatHasAValue) {
  Read read("epub: {a: [none, title], b: meeting.ordinal, c: agenda.*.topic}\n");
  const RecordMapping mapping = read.mapping();
  EXPECT_EQ(mapping.line("a", sample()), "A B");
  EXPECT_EQ(mapping.line("b", sample()), "12");
  EXPECT_EQ(mapping.lines("c", sample()), (std::vector<std::string>{"one", "three"}));
  EXPECT_EQ(mapping.line("d", sample()), "");
  EXPECT_FALSE(read.diagnostics.has_errors());
}

TEST(RecordMapping, RefusesTargetsAndSectionsThatAreNone) {
  Read target("epub: {titel: title}\n");
  (void)target.mapping();
  EXPECT_NE(target.diagnostics.format().find("m.yaml:1:8: error: unknown key 'titel'"), std::string::npos)
      << target.diagnostics.format();
  Read section("epob: {a: title}\n");
  EXPECT_NE(section.diagnostics.format().find("did you mean 'epub'?"), std::string::npos);
}

TEST(RecordTemplate, LeavesOutWhatHasNoValue) {
  EXPECT_EQ(Read("json_ld: {k: 1, a: $title, b: $none, c: {t: x, d: $none}, e: {t: x, d: $meeting.ordinal}, "
                 "f: [$none]}\n")
                .json(),
            R"({"k":"1","a":"  A\nB ","e":{"t":"x","d":12}})");
  EXPECT_EQ(Read("json_ld: {a: $none}\n").json(), "{}");
  EXPECT_EQ(Read("json_ld: {a: $date}\n").json(), "{}");  // no year
  EXPECT_EQ(Read("html: {}\n").json(), "{}");
}

TEST(RecordTemplate, WritesAListForEachItem) {
  EXPECT_EQ(Read("json_ld: {a: {each: chairs, as: {name: $}}, b: {each: agenda, as: $.topic}, c: {each: "
                 "none, as: $}}\n")
                .json(),
            R"({"a":[{"name":"Ann"}],"b":["one","three"]})");
}

TEST(RecordTemplate, RefusesWhatIsNoTemplate) {
  Read read("json_ld: {a: {each: chairs}}\n");
  (void)read.json();
  EXPECT_NE(read.diagnostics.format().find("'each' stands with 'as' and nothing else"), std::string::npos);
  Read list("json_ld: [1]\n");
  (void)list.json();
  EXPECT_TRUE(list.diagnostics.has_errors());
}

}  // namespace
}  // namespace minutemill
