// Pipelines with one exec step, beside the programs of tests/data/exec.
#pragma once

#include <optional>
#include <string>

#include <gtest/gtest.h>

#include <minutemill/engine.hpp>

namespace exec_test {

// A snapshot of paragraphs.
std::string report_of(const std::string& first, const std::string& more = "");

class ExecFixture : public ::testing::Test {
 protected:
  // `with`: the options of the step, a YAML flow map.
  void load(const std::string& with, const std::string& limits = "{time: 20s}");
  // The diagnostics of a pipeline that does not load.
  std::string refused(const std::string& with);
  minutemill::Conversion convert(const std::string& snapshot);
  minutemill::Conversion say(const std::string& first) { return convert(report_of(first)); }
  // What the document's text is afterwards; empty when it failed.
  static std::string text_of(const minutemill::Conversion& done);

  minutemill::Engine engine_{minutemill::EngineSettings{{}, {}, false}};
  std::optional<minutemill::Pipeline> pipeline_;
};

}  // namespace exec_test
