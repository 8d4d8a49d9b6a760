#include "fixture.hpp"

#include <minutemill/json.hpp>

namespace exec_test {

using namespace minutemill;

namespace {

std::string pipeline_text(const std::string& with, const std::string& limits) {
  return "minutemill: 1\nsteps:\n  - use: snapshot_read\n  - use: exec\n    with: " + with +
         "\noutputs:\n  - use: export_text\nlimits: " + limits + "\n";
}

}  // namespace

std::string report_of(const std::string& first, const std::string& more) {
  std::string out = R"({"snapshot":1,"metadata":{},"body":[{"kind":"paragraph","children":[)";
  append_json_string(out, first);
  out += "]}";
  if (!more.empty()) out += "," + more;
  return out + R"(],"furniture":[]})";
}

void ExecFixture::load(const std::string& with, const std::string& limits) {
  Diagnostics diagnostics;
  pipeline_ = Pipeline::parse(engine_, MINUTEMILL_TEST_DATA "/exec/pipeline.yaml",
                              pipeline_text(with, limits), {}, diagnostics);
  ASSERT_TRUE(pipeline_) << diagnostics.format();
}

std::string ExecFixture::refused(const std::string& with) {
  Diagnostics diagnostics;
  const auto pipeline = Pipeline::parse(engine_, MINUTEMILL_TEST_DATA "/exec/pipeline.yaml",
                                        pipeline_text(with, "{}"), {}, diagnostics);
  EXPECT_FALSE(pipeline);
  return diagnostics.format();
}

Conversion ExecFixture::convert(const std::string& snapshot) {
  Input input;
  input.bytes = snapshot;
  input.name = "report.json";
  return pipeline_->convert(input);
}

std::string ExecFixture::text_of(const Conversion& done) {
  return done.ok && !done.outputs.empty() ? done.outputs[0].artifact.bytes : std::string();
}

}  // namespace exec_test
