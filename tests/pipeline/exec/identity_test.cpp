// A program that repeats its input leaves no trace: the outputs of the stock pipeline are the same bytes with
// it and without it, in either format.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <minutemill/engine.hpp>

#include "support/process.hpp"

namespace exec_test {
namespace {

using namespace minutemill;
namespace fs = std::filesystem;

Pipeline with_step(Engine& engine, const std::string& step) {
  const std::string path = MINUTEMILL_SOURCE_DIR "/configs/gov-minutes.yaml";
  std::string text = test_support::read_file(path);
  const std::size_t outputs = text.find("\noutputs:");
  EXPECT_NE(outputs, std::string::npos);
  text.insert(outputs, "\n" + step);
  Diagnostics diagnostics;
  auto pipeline = Pipeline::parse(engine, path, text, {}, diagnostics);
  EXPECT_TRUE(pipeline) << diagnostics.format();
  return std::move(pipeline.value());
}

TEST(ExecIdentity, OutputsAreTheSameBytes) {
  Engine engine(EngineSettings{{}, {}, false});
  std::vector<Pipeline> pipelines;
  pipelines.push_back(with_step(engine, ""));
  pipelines.push_back(with_step(engine, "  - use: exec\n    with: {command: [cat]}\n"));
  pipelines.push_back(with_step(engine, "  - use: exec\n    with: {command: [cat], format: pandoc-json}\n"));
  std::size_t reports = 0;
  for (const auto& entry : fs::directory_iterator(MINUTEMILL_SOURCE_DIR "/examples/reports")) {
    if (entry.path().extension() != ".html") continue;
    ++reports;
    const std::string bytes = test_support::read_file(entry.path());
    Input input;
    input.bytes = bytes;
    input.name = entry.path().filename().string();
    const Conversion plain = pipelines[0].convert(input);
    ASSERT_TRUE(plain.ok) << plain.message;
    for (std::size_t i = 1; i < pipelines.size(); ++i) {
      const Conversion done = pipelines[i].convert(input);
      ASSERT_TRUE(done.ok) << input.name << ": " << done.message;
      ASSERT_EQ(done.outputs.size(), plain.outputs.size());
      for (std::size_t k = 0; k < done.outputs.size(); ++k)
        EXPECT_TRUE(done.outputs[k].artifact.bytes == plain.outputs[k].artifact.bytes)
            << input.name << ": " << done.outputs[k].name << " differs, format " << i;
      EXPECT_EQ(done.reports.size(), plain.reports.size()) << input.name;
    }
  }
  EXPECT_GT(reports, 5U);
}

}  // namespace
}  // namespace exec_test
