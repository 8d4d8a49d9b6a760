#include <minutemill/config.hpp>

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace minutemill {
namespace {

class ConfigReaderTest : public testing::Test {
 protected:
  ConfigReader read(std::string text) {
    document_ = ConfigDocument::parse("f.yaml", std::move(text), diagnostics_);
    return ConfigReader(document_->root(), "rule", diagnostics_);
  }
  std::vector<std::string> told() const {
    std::vector<std::string> out;
    for (const Diagnostic& d : diagnostics_.all())
      out.push_back(std::to_string(d.mark.line) + ":" + std::to_string(d.mark.column) + " " + d.message +
                    (d.hint.empty() ? "" : " | " + d.hint));
    return out;
  }
  using Told = std::vector<std::string>;
  Diagnostics diagnostics_;
  std::unique_ptr<ConfigDocument> document_;
};

TEST_F(ConfigReaderTest, ReadsEveryType) {
  ConfigReader r =
      read("id: a\non: false\nn: 3\nx: 0.5\nmode: fast\nnames: [p, q]\none: solo\nmap: {k: v}\n");
  EXPECT_EQ(r.text("id", "", true), "a");
  EXPECT_FALSE(r.boolean("on", true));
  EXPECT_EQ(r.integer("n", 0, 1, 5), 3);
  EXPECT_EQ(r.number("x", 0, 0, 1), 0.5);
  EXPECT_EQ(r.choice("mode", {"slow", "fast"}, 0), 1U);
  EXPECT_EQ(r.texts("names"), (std::vector<std::string>{"p", "q"}));
  EXPECT_EQ(r.texts("one"), (std::vector<std::string>{"solo"}));
  ASSERT_NE(r.map("map"), nullptr);
  EXPECT_EQ(r.integer("absent", 7, 0, 9), 7);
  r.finish();
  EXPECT_EQ(told(), Told{});
}

TEST_F(ConfigReaderTest, TellsWrongTypesWithTheirPlace) {
  ConfigReader r = read("id: [a]\non: yes\nn: 010\nx: 2\nmode: fsat\nnames: [p, [q]]\nlist: {}\nmap: []\n");
  (void)r.text("id");
  (void)r.boolean("on", true);
  (void)r.integer("n", 0, 1, 5);
  (void)r.number("x", 0, 0, 1);
  (void)r.choice("mode", {"slow", "fast"}, 0);
  (void)r.texts("names");
  (void)r.list("list");
  (void)r.map("map");
  (void)r.any("must", true);
  r.finish();
  EXPECT_EQ(
      told(),
      (Told{"1:5 'id' of a rule must be a text, not a list", "2:5 'on' of a rule must be true or false",
            "3:4 'n' of a rule must be a whole number from 1 to 5",
            "4:4 'x' of a rule must be a number from 0 to 1",
            "5:7 'mode' of a rule must be one of: slow, fast | did you mean 'fast'?",
            "6:12 'names' of a rule must be a list of texts; this item is a list",
            "7:7 'list' of a rule must be a list, not a map",
            "8:6 'map' of a rule must be a map of 'key: value', not a list", "1:1 rule without 'must'"}));
}

TEST_F(ConfigReaderTest, UnknownKeysGetTheNearestOrAll) {
  ConfigReader r = read("patern: x\nzzzzzz: y\n");
  (void)r.text("pattern");
  (void)r.text("id");
  r.finish();
  EXPECT_EQ(told(), (Told{"1:1 unknown key 'patern' of a rule | did you mean 'pattern'?",
                          "2:1 unknown key 'zzzzzz' of a rule | known keys: pattern, id"}));
}

TEST_F(ConfigReaderTest, ManyUnknownKeysAreNotAllTold) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "k" + std::to_string(i) + ": 1\n";
  read(text).finish();
  EXPECT_EQ(diagnostics_.all().size(), 21U);
}

TEST_F(ConfigReaderTest, NoMap) {
  (void)read("- a\n");
  EXPECT_EQ(told(), Told{"1:1 a rule must be a map of 'key: value', not a list"});
}

}  // namespace
}  // namespace minutemill
