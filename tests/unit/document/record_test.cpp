// Values and records.
#include <gtest/gtest.h>

#include <minutemill/metadata.hpp>

using namespace minutemill;

namespace {

Record meeting() {
  Record record;
  Value fields = Value::record();
  fields.fields().set("ordinal", Value::number(12));
  record.set("meeting", std::move(fields));
  Value agenda = Value::list();
  for (const char* topic : {"roads", "water"}) {
    Value item = Value::record();
    item.fields().set("topic", Value::text(topic));
    agenda.items().push_back(std::move(item));
  }
  record.set("agenda", std::move(agenda));
  return record;
}

TEST(Record, FindsByPath) {
  const Record record = meeting();
  ASSERT_NE(record.at("meeting.ordinal"), nullptr);
  EXPECT_EQ(record.at("meeting.ordinal")->as_number(), 12);
  EXPECT_EQ(record.at("agenda.1.topic")->as_text(), "water");
  EXPECT_EQ(record.at("agenda")->items().size(), 2u);
  for (const char* path : {"agenda.2", "agenda.-1", "agenda.01x", "agenda.", "agenda.x.topic",
                           "meeting.ordinal.x", "nothing", "", "."})
    EXPECT_EQ(record.at(path), nullptr) << path;
}

TEST(Record, KeepsTheOrderOfKeys) {
  Record record;
  record["b"] = Value::text("1");
  record["a"] = Value::text("2");
  record.set("b", Value::number(3));
  std::string keys;
  for (const auto& entry : record) keys += entry.first;
  EXPECT_EQ(keys, "ba");
  EXPECT_EQ(record.find("b")->as_number(), 3);
  record.erase("b");
  EXPECT_EQ(record.find("b"), nullptr);
  EXPECT_EQ(record.size(), 1u);
}

TEST(Value, SaysWhenItIsEmpty) {
  EXPECT_TRUE(Value().empty());
  EXPECT_TRUE(Value::text("").empty());
  EXPECT_TRUE(Value::list().empty());
  EXPECT_TRUE(Value::record().empty());
  EXPECT_FALSE(Value::number(0).empty());
  EXPECT_FALSE(Value::boolean(false).empty());
  EXPECT_FALSE(Value::date("--05-22").empty());
}

TEST(Value, BecomesOneLine) {
  Value names = Value::list();
  names.items().push_back(Value::text("Ada"));
  names.items().push_back(Value::number(-7));
  names.items().push_back(Value::boolean(true));
  EXPECT_EQ(names.to_line(), "Ada; -7; true");
  EXPECT_EQ(names.to_line("/"), "Ada/-7/true");
  EXPECT_EQ(Value().to_line(), "");
  EXPECT_EQ(meeting().find("agenda")->to_line(), "roads; water");
}

}  // namespace
