// What plugin files export: their manifest and nothing else.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "support/process.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<std::string> exported_symbols(const fs::path& file) {
  const auto nm = test_support::run_process({"nm", "-D", "--defined-only", "--format=posix", file.string()});
  EXPECT_EQ(nm.status, 0) << nm.err;
  std::vector<std::string> names;
  std::istringstream lines(nm.out);
  for (std::string line; std::getline(lines, line);) names.push_back(line.substr(0, line.find(' ')));
  return names;
}

std::vector<fs::path> plugin_files(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".so") files.push_back(entry.path());
  return files;
}

// Hidden visibility alone still leaks weak symbols of std:: templates, which then bind across plugins.
TEST(Exports, EachStockPluginExportsItsManifestAlone) {
  const auto files = plugin_files(MINUTEMILL_BUILD_PLUGIN_DIR);
  ASSERT_FALSE(files.empty());
  for (const fs::path& file : files)
    EXPECT_EQ(exported_symbols(file), std::vector<std::string>{"minutemill_plugin"}) << file;
}

TEST(Exports, TestPluginsDoToo) {
  EXPECT_EQ(exported_symbols(MINUTEMILL_TEST_PLUGINS "/sound/test_good.so"),
            std::vector<std::string>{"minutemill_plugin"});
}

}  // namespace
