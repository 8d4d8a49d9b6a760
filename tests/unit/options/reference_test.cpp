// Pages made from tables.
#include <gtest/gtest.h>

#include "options/bind.hpp"
#include "options/reference.hpp"
#include "sample_stage.hpp"

namespace minutemill {
namespace {

TEST(Reference, ValuesAreWrittenAsYaml) {
  EXPECT_EQ(format_option(OptionValue(std::string())), "''");
  EXPECT_EQ(format_option(OptionValue(std::string("it's: x"))), "'it''s: x'");
  EXPECT_EQ(format_option(OptionValue(std::string("true"))), "'true'");
  EXPECT_EQ(format_option(OptionValue(std::string("a\nb"))), "\"a\\nb\"");
  EXPECT_EQ(format_option(OptionValue(TextList{"a", "b c"})), "[a, b c]");
  EXPECT_EQ(format_option(OptionValue(TextMap{{"a", "1"}})), "{a: '1'}");
  EXPECT_EQ(format_option(OptionValue(0.5)), "0.5");
}

// What is written must read as what it was.
TEST(Reference, WrittenTextsReadTheSame) {
  for (const char* text : {"",     " ",  "a", "-",  "- a", "#",    "a #b", "a: b",     "5",    "010",
                           "true", "~",  "'", "\"", "\\",  "a\nb", "a\tb", "{x}",      "[",    "*a",
                           "&a",   "!t", "|", ">",  "%",   "@",    "`",    "会议纪要", "\\n\n"}) {
    Diagnostics diagnostics;
    const std::string yaml = "v: " + format_option(OptionValue(std::string(text))) + "\n";
    const auto document = ConfigDocument::parse("t.yaml", yaml, diagnostics);
    ASSERT_NE(document, nullptr) << yaml << diagnostics.format();
    EXPECT_EQ(document->root().find("v")->scalar(), text) << yaml;
  }
}

TEST(Reference, PageHasEveryOptionAndReport) {
  const std::string page = stage_page(sample::info());
  for (const OptionSpec& option : sample::kOptions) {
    EXPECT_NE(page.find("### `" + std::string(option.name) + "`"), std::string::npos) << option.name;
    EXPECT_NE(page.find(option.help), std::string::npos) << option.name;
  }
  EXPECT_NE(page.find("- value: a duration from 0ms to 1min\n- default: `1500ms`"), std::string::npos);
  EXPECT_NE(page.find("in configs/rules\n- required"), std::string::npos);
  EXPECT_NE(page.find("| MM9001 | warning | heading marked | A mark was put \\| behind a heading. |"),
            std::string::npos);
}

TEST(Reference, ExampleStepIsYamlThatBinds) {
  Diagnostics diagnostics;
  const auto document = ConfigDocument::parse("e.yaml", example_step(sample::info()), diagnostics);
  ASSERT_NE(document, nullptr) << diagnostics.format();
  const ConfigNode& step = *document->root().items().front();
  BindRequest request{&sample::info(), &step, step.find("with"), {}, {}};
  request.load = [](const ConfigNode&, std::string_view path, const OptionSpec&) {
    return ConfigFile{std::string(path), std::string(path), {}};
  };
  const auto values = bind_options(request, diagnostics);
  EXPECT_TRUE(diagnostics.all().empty()) << diagnostics.format();
  OptionValues defaults;
  sample::info().read_defaults(defaults);
  for (const auto& [name, value] : values)
    for (const auto& [default_name, default_value] : defaults)
      if (name == default_name && name != "rules") {
        EXPECT_EQ(format_option(value), format_option(default_value)) << name;
      }
}

TEST(Reference, WrapsAtSpaces) {
  EXPECT_EQ(wrap("aa bb cc", 5, ""), "aa bb\ncc");
  EXPECT_EQ(wrap("aa bb", 5, "  "), "aa\n  bb");
  EXPECT_EQ(wrap("longer than that", 3, ""), "longer\nthan\nthat");
}

}  // namespace
}  // namespace minutemill
