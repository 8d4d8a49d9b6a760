// A folder with a pipeline of the test stages, inputs made of directives, and runs of the real program over
// them.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.hpp"

class RunFixture : public testing::Test {
 protected:
  RunFixture();

  // Writes in/NAME.
  void input(const std::string& name, std::string_view bytes) const;
  // minutemill run pipeline.yaml in --out out ARGUMENTS, in the folder.
  [[nodiscard]] test_support::Process run(const std::vector<std::string>& arguments = {}) const;
  // The same with inputs of its own.
  [[nodiscard]] test_support::Process run_over(const std::vector<std::string>& inputs,
                                               const std::vector<std::string>& arguments = {},
                                               const std::string& standard_input = {}) const;
  [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& inputs,
                                                 const std::vector<std::string>& arguments) const;
  // Every file below out/, hidden ones of the program's own left out: path -> bytes.
  [[nodiscard]] std::map<std::string, std::string> outputs(const std::string& folder = "out") const;
  // Files below out/ that nothing should have left behind.
  [[nodiscard]] std::vector<std::string> leftovers() const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  void pipeline(std::string_view outputs, std::string_view limits = "{time: 10s, memory: 512MiB}") const;

 private:
  test_support::TemporaryFolder folder_;
};
