// What plugin files export: their manifest and nothing else.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
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

// Functions, tables and type information of namespace minutemill, and nothing of the libraries inside.
TEST(Exports, TheLibraryExportsItsOwnNamespaceAlone) {
  const auto names = exported_symbols(MINUTEMILL_LIBRARY);
  EXPECT_GT(names.size(), 200U);
  for (const std::string& name : names) {
    const std::size_t scope = name.find("10minutemill");
    EXPECT_TRUE(name.starts_with("_ZN") || name.starts_with("_ZT")) << name;
    EXPECT_LE(scope, 6U) << name;
  }
}

// What a plugin of the first release of this ABI may have been linked with is still there.
TEST(Exports, NothingOfTheFirstReleaseIsGone) {
  const auto now = exported_symbols(MINUTEMILL_LIBRARY);
  const std::set<std::string> names(now.begin(), now.end());
  std::ifstream list(MINUTEMILL_TEST_DATA "/plugins/exports-abi1.txt");
  std::size_t count = 0;
  for (std::string name; std::getline(list, name); ++count)
    EXPECT_TRUE(names.contains(name)) << name << " is gone: this needs another MINUTEMILL_ABI";
  EXPECT_GT(count, 100U);
}

TEST(Exports, TestPluginsDoToo) {
  EXPECT_EQ(exported_symbols(MINUTEMILL_TEST_PLUGINS "/sound/test_good.so"),
            std::vector<std::string>{"minutemill_plugin"});
}

}  // namespace
