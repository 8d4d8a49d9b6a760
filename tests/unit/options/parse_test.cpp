// One value as each type: what is taken, and what is said of the rest.
#include <gtest/gtest.h>

#include "options/bind.hpp"
#include "sample_stage.hpp"

namespace minutemill {
namespace {

struct Outcome {
  std::optional<OptionValue> value;
  std::string message;
  std::string hint;
};

Outcome parse(std::string_view option, const std::string& yaml) {
  Diagnostics diagnostics;
  const auto document = ConfigDocument::parse("test.yaml", "v: " + yaml + "\n", diagnostics);
  if (document == nullptr) return {std::nullopt, "not YAML: " + diagnostics.format(), {}};
  const ConfigLoader load = [](const ConfigNode&, std::string_view path, const OptionSpec& spec) {
    return ConfigFile{std::string(path), std::string(spec.folder) + "/" + std::string(path), "text"};
  };
  Outcome outcome;
  outcome.value =
      parse_option(*find_option(sample::info(), option), *document->root().find("v"), load, diagnostics);
  if (!diagnostics.all().empty()) {
    outcome.message = diagnostics.all().front().message;
    outcome.hint = diagnostics.all().front().hint;
  }
  EXPECT_EQ(outcome.value.has_value(), outcome.message.empty());
  return outcome;
}

template <class T>
void takes(std::string_view option, const std::string& yaml, const T& expected) {
  const Outcome outcome = parse(option, yaml);
  ASSERT_TRUE(outcome.value) << option << ": " << yaml << ": " << outcome.message;
  EXPECT_EQ(std::get<T>(*outcome.value), expected) << option << ": " << yaml;
}

void refuses(std::string_view option, const std::string& yaml, std::string_view message,
             std::string_view hint) {
  const Outcome outcome = parse(option, yaml);
  EXPECT_EQ(outcome.message, message) << option << ": " << yaml;
  EXPECT_EQ(outcome.hint, hint) << option << ": " << yaml;
}

TEST(ParseOption, TakesEachType) {
  takes("loud", "true", true);
  takes("depth", "6", std::int64_t{6});
  takes("share", "0.25", 0.25);
  takes("share", "1", 1.0);
  takes("mark", "text", std::string("text"));
  takes("mark", "5", std::string("5"));
  takes("mark", "yes", std::string("yes"));
  takes("mark", "''", std::string());
  takes("tone", "warm", std::string("warm"));
  takes("words", "[x, 'y z', 3]", TextList{"x", "y z", "3"});
  takes("words", "[]", TextList{});
  takes("words", "one", TextList{"one"});
  takes("tones", "[cold, warm]", TextList{"cold", "warm"});
  takes("names", "{b: 1, a: x}", TextMap{{"b", "1"}, {"a", "x"}});
  takes("pause", "30s", Milliseconds(30000));
  takes("room", "64KiB", ByteSize{65536});
  const Outcome config = parse("rules", "own.yaml");
  ASSERT_TRUE(config.value);
  EXPECT_EQ(std::get<ConfigFile>(*config.value).file, "rules/own.yaml");
}

TEST(ParseOption, RefusesWrongTypes) {
  refuses("loud", "yes", "option 'loud' must be true or false, not 'yes'", "write true");
  refuses("loud", "off", "option 'loud' must be true or false, not 'off'", "write false");
  refuses("loud", "'true'", "option 'loud' must be true or false, not 'true'", "take the quotes away");
  refuses("loud", "[true]", "option 'loud' must be true or false, not a list", "");
  refuses("depth", "three", "option 'depth' must be a whole number from 1 to 6, not 'three'", "");
  refuses("depth", "'3'", "option 'depth' must be a whole number from 1 to 6, not '3'",
          "take the quotes away");
  refuses("depth", "2.5", "option 'depth' must be a whole number from 1 to 6, not '2.5'", "");
  refuses("depth", "010", "option 'depth' must be a whole number from 1 to 6, not '010'",
          "numbers are decimal: take the leading 0 away");
  refuses("mark", "{a: b}", "option 'mark' must be text, not a map", "");
  refuses("words", "{a: b}", "option 'words' must be a list of texts, not a map", "");
  refuses("words", "[a, [b]]", "an item of option 'words' must be text, not a list", "");
  refuses("names", "[a]", "option 'names' must be a map of names to texts, not a list", "");
  refuses("names", "{a: [b]}", "'a' of option 'names' must be text, not a list", "");
}

TEST(ParseOption, RefusesWhatIsOutOfRange) {
  refuses("depth", "7", "option 'depth' must be a whole number from 1 to 6, not '7'", "");
  refuses("depth", "-1", "option 'depth' must be a whole number from 1 to 6, not '-1'", "");
  refuses("share", "1.01", "option 'share' must be a number from 0 to 1, not '1.01'", "");
  refuses("pause", "2min", "option 'pause' must be a duration from 0ms to 1min, not '2min'", "");
  refuses("room", "512B", "option 'room' must be a size from 1KiB to 1MiB, not '512B'", "");
}

TEST(ParseOption, RefusesWrongUnits) {
  refuses("pause", "30", "option 'pause' must be a duration from 0ms to 1min, not '30'",
          "write the unit: 30s");
  refuses("pause", "30 s", "option 'pause' must be a duration from 0ms to 1min, not '30 s'",
          "write number and unit without a space between them");
  refuses("pause", "30sec", "option 'pause' must be a duration from 0ms to 1min, not '30sec'",
          "units are ms, s, min and h");
  refuses("room", "64", "option 'room' must be a size from 1KiB to 1MiB, not '64'", "write the unit: 64MiB");
  refuses("room", "64mib", "option 'room' must be a size from 1KiB to 1MiB, not '64mib'",
          "units are B, kB, MB, GB, KiB, MiB and GiB");
}

TEST(ParseOption, RefusesOtherChoices) {
  refuses("tone", "wram", "option 'tone' must be one of: plain, warm, cold, not 'wram'",
          "did you mean 'warm'?");
  refuses("tones", "[cold, xyz]", "option 'tones' must be a list of some of: plain, warm, cold, not 'xyz'",
          "");
}

TEST(ParseOption, AnEmptyValueIsNoDefault) {
  refuses("mark", "", "option 'mark' has no value", "take the line out to use the default");
  refuses("rules", "~", "option 'rules' has no value",
          "write the path of a file, beside the pipeline or in configs/rules");
}

}  // namespace
}  // namespace minutemill
