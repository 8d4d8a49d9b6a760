// The manifest can grow: plugins with more members than this program knows, and with fewer, work.
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include <minutemill/engine.hpp>

#include "support/process.hpp"

namespace minutemill {
namespace {

class Growth : public testing::TestWithParam<const char*> {};

TEST_P(Growth, ThePluginWorks) {
  const test_support::TemporaryFolder folder;  // alone: both have the stage
  std::filesystem::copy_file(std::string(MINUTEMILL_TEST_PLUGINS "/grown/") + GetParam() + ".so",
                             folder.path() / "test_grown.so");
  Engine engine(EngineSettings{{folder.path().string()}, {}, false});
  Diagnostics diagnostics;
  auto pipeline = Pipeline::parse(engine, "p.yaml",
                                  "minutemill: 1\nsteps: [{use: snapshot_read}, {use: test_grown}]\n"
                                  "outputs: [{use: export_text}]\n",
                                  {}, diagnostics);
  ASSERT_TRUE(pipeline) << diagnostics.format();
  Input input;
  input.bytes = R"({"snapshot": 1, "metadata": {}, "body": [], "furniture": []})";
  const Conversion done = pipeline->convert(input);
  ASSERT_TRUE(done.ok) << done.message;
  EXPECT_EQ(done.outputs.at(0).artifact.bytes, "grown\n");
}

// Nothing behind a plugin's own members is taken for one of them.
TEST_P(Growth, WhatItDoesNotHaveIsAbsent) {
  const test_support::Process told =
      test_support::run_process({MINUTEMILL_PROGRAM, "plugins", "check",
                                 std::string(MINUTEMILL_TEST_PLUGINS "/grown/") + GetParam() + ".so"});
  EXPECT_EQ(told.status, 0) << told.out << told.err;
  EXPECT_NE(told.out.find("good: plugin grown 1.0.0, ABI 1"), std::string::npos) << told.out;
}

INSTANTIATE_TEST_SUITE_P(Registry, Growth, testing::Values("larger", "smaller"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace minutemill
