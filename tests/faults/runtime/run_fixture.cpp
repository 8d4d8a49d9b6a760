#include "run_fixture.hpp"

#include <algorithm>
#include <filesystem>

namespace fs = std::filesystem;

RunFixture::RunFixture() {
  pipeline("[{use: export_raw}, {use: export_raw, id: second, to: \"{stem}.second\"}]");
}

void RunFixture::pipeline(std::string_view outputs, std::string_view limits) const {
  std::string text = "minutemill: 1\nname: test\nsteps: [{use: directive}]\noutputs: ";
  text.append(outputs).append("\nlimits: ").append(limits).append("\n");
  folder_.write("pipeline.yaml", text);
}

void RunFixture::input(const std::string& name, std::string_view bytes) const {
  folder_.write("in/" + name, bytes);
}

std::vector<std::string> RunFixture::command(const std::vector<std::string>& inputs,
                                             const std::vector<std::string>& arguments) const {
  std::vector<std::string> words{MINUTEMILL_PROGRAM, "run", "--plugin-dir", RUNTIME_TEST_PLUGINS};
  if (std::find(arguments.begin(), arguments.end(), "--out") == arguments.end())
    words.insert(words.end(), {"--out", "out"});
  words.insert(words.end(), arguments.begin(), arguments.end());
  words.emplace_back("pipeline.yaml");
  words.insert(words.end(), inputs.begin(), inputs.end());
  return words;
}

test_support::Process RunFixture::run(const std::vector<std::string>& arguments) const {
  return run_over({"in"}, arguments);
}

test_support::Process RunFixture::run_over(const std::vector<std::string>& inputs,
                                           const std::vector<std::string>& arguments,
                                           const std::string& standard_input) const {
  test_support::ProcessSettings settings;
  settings.folder = folder_.path();
  settings.input = standard_input;
  return test_support::run_process(command(inputs, arguments), settings);
}

std::map<std::string, std::string> RunFixture::outputs(const std::string& name) const {
  std::map<std::string, std::string> found;
  const fs::path root = folder_.path() / name;
  if (!fs::exists(root)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string relative = fs::relative(entry.path(), root).string();
    if (entry.is_regular_file() && relative.rfind(".minutemill/", 0) != 0)
      found[relative] = test_support::read_file(entry.path());
  }
  return found;
}

std::vector<std::string> RunFixture::leftovers() const {
  std::vector<std::string> found;
  const fs::path staging = folder_.path() / "out/.minutemill/tmp";
  if (fs::exists(staging)) found.push_back(staging);
  return found;
}
