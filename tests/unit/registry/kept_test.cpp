// A plugin that the first release of this ABI built, as it was built then (tests/data/plugins/kept.cpp).
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include <minutemill/engine.hpp>

#include "support/process.hpp"

namespace minutemill {
namespace {

class Kept : public testing::Test {
 protected:
  void SetUp() override {
#if !defined(__x86_64__)
    GTEST_SKIP() << "the kept plugin is for x86-64";
#endif
    std::filesystem::copy_file(MINUTEMILL_TEST_DATA "/plugins/kept-abi1-x86_64.so",
                               folder_.path() / "kept.so");
    Diagnostics diagnostics;
    pipeline_ = Pipeline::parse(
        engine_, "p.yaml",
        "minutemill: 1\n"
        "steps:\n"
        "  - use: kept_read\n"
        "  - use: kept_change\n"
        "    with: {loud: true, times: 3, mark: '?', tone: warm, words: [a, b], names: {x: y},\n"
        "           pause: 2s, room: 4KiB}\n"
        "outputs: [{use: kept_write}]\n",
        {}, diagnostics);
    ASSERT_TRUE(pipeline_) << diagnostics.format();
  }
  Conversion convert(std::string_view bytes) {
    Input input;
    input.bytes = bytes;
    input.name = "report.txt";
    return pipeline_->convert(input);
  }

  const test_support::TemporaryFolder folder_;
  Engine engine_{EngineSettings{{folder_.path().string()}, {}, false}};
  std::optional<Pipeline> pipeline_;
};

TEST_F(Kept, ReadsChangesAndWrites) {
  const Conversion done = convert("one\ntwo\n");
  ASSERT_TRUE(done.ok) << done.message;
  EXPECT_EQ(done.outputs.at(0).artifact.bytes, "warm: one?\nwarm: two?\na; b\n");
  EXPECT_EQ(done.outputs.at(0).name, "report.kept");
  ASSERT_EQ(done.reports.size(), 1U);
  EXPECT_EQ(done.reports[0].message, "MM9001 changed: 3 2000 4096 loud x=y");
}

TEST_F(Kept, ItsFailuresArrive) {
  const Conversion failed = convert("one\nfail\n");
  EXPECT_EQ(failed.failure, FailureCode::structure);
  EXPECT_EQ(failed.message, "as asked");
  EXPECT_EQ(failed.span, (SourceSpan{4, 8}));
  const Conversion thrown = convert("throw\n");
  EXPECT_EQ(thrown.failure, FailureCode::plugin);
  EXPECT_EQ(thrown.message, "thrown");
}

}  // namespace
}  // namespace minutemill
