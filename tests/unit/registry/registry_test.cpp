// The search path, which file a stage comes from, and what is told when there is none.
#include "registry/registry.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "registry/probe.hpp"
#include "support/process.hpp"
#include "test_plugins.hpp"

namespace minutemill {
namespace {

namespace fs = std::filesystem;

EngineSettings only(std::vector<std::string> folders) {
  EngineSettings settings;
  settings.plugin_folders = std::move(folders);
  settings.use_environment = false;
  return settings;
}

class Environment : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"MINUTEMILL_PLUGIN_PATH", "XDG_DATA_HOME", "HOME"}) {
      const char* value = std::getenv(name);
      if (value != nullptr) saved_.emplace_back(name, value);
      ::unsetenv(name);
    }
  }
  void TearDown() override {
    for (const char* name : {"MINUTEMILL_PLUGIN_PATH", "XDG_DATA_HOME", "HOME"}) ::unsetenv(name);
    for (const auto& [name, value] : saved_) ::setenv(name.c_str(), value.c_str(), 1);
  }

 private:
  std::vector<std::pair<std::string, std::string>> saved_;
};

TEST_F(Environment, FoldersComeInTheDocumentedOrder) {
  ::setenv("MINUTEMILL_PLUGIN_PATH", "/env/a:/env/b", 1);
  ::setenv("XDG_DATA_HOME", "/data", 1);
  EngineSettings settings;
  settings.plugin_folders = {"/own/"};
  const std::vector<std::string> expected{"/own", "/env/a", "/env/b", "/data/minutemill/plugins-1",
                                          library_folder() + "/minutemill/plugins-1"};
  EXPECT_EQ(plugin_search_path(settings), expected);
}

TEST_F(Environment, HomeStandsInForXdgDataHome) {
  ::setenv("HOME", "/home/somebody", 1);
  EXPECT_EQ(plugin_search_path({}).front(), "/home/somebody/.local/share/minutemill/plugins-1");
}

// A folder that somebody else can write to must not become the place where code is loaded from.
TEST_F(Environment, TheCurrentFolderIsNeverSearched) {
  ::setenv("MINUTEMILL_PLUGIN_PATH", ":.::plugins:./x:", 1);
  ::setenv("XDG_DATA_HOME", "data", 1);
  EXPECT_EQ(plugin_search_path({}), std::vector<std::string>{library_folder() + "/minutemill/plugins-1"});
}

TEST_F(Environment, CanBeLeftOut) {
  ::setenv("MINUTEMILL_PLUGIN_PATH", "/env/a", 1);
  EXPECT_EQ(plugin_search_path(only({})).size(), 1U);
}

TEST(Registry, FindsStagesOfAFileWithAnotherName) {
  Registry registry(only({kTestPlugins + "/sound"}));
  const StageInfo* stage = registry.find_stage("test_mark");
  ASSERT_NE(stage, nullptr);
  EXPECT_STREQ(stage->name, "test_mark");
  const auto origin = registry.origin(*stage);
  EXPECT_EQ(origin.plugin, "test_good");
  EXPECT_EQ(origin.version, "1.2.3");
  EXPECT_EQ(origin.file, kTestPlugins + "/sound/test_good.so");
  EXPECT_EQ(registry.find_stage("test_mark"), stage);
}

TEST(Registry, NamesThatAreNoNamesAreNotLookedForAsFiles) {
  Registry registry(only({kTestPlugins + "/sound"}));
  EXPECT_EQ(registry.find_stage("../sound/test_good"), nullptr);
  EXPECT_EQ(registry.find_stage(""), nullptr);
}

TEST(Registry, OfTwoStagesOfOneNameTheFirstFolderWins) {
  const test_support::TemporaryFolder temporary;
  const fs::path& folder = temporary.path();
  fs::copy_file(kTestPlugins + "/sound/test_good.so", folder / "aaa.so");
  {
    Registry registry(only({folder.string(), kTestPlugins + "/sound"}));
    EXPECT_EQ(registry.origin(*registry.find_stage("test_mark")).file, (folder / "aaa.so").string());
  }
  {
    Registry registry(only({kTestPlugins + "/sound", folder.string()}));
    EXPECT_EQ(registry.origin(*registry.find_stage("test_mark")).file, kTestPlugins + "/sound/test_good.so");
  }
}

// A stage is looked for in the file of its own name first; listing everything must not change who wins.
TEST(Registry, ListingFirstOrFindingFirstGivesTheSame) {
  const test_support::TemporaryFolder temporary;
  const fs::path& folder = temporary.path();
  fs::copy_file(kTestPlugins + "/sound/test_good.so", folder / "aaa.so");
  fs::copy_file(kTestPlugins + "/sound/test_good.so", folder / "test_mark.so");
  Registry finding(only({folder.string()}));
  const std::string found(finding.origin(*finding.find_stage("test_mark")).file);
  Registry listing(only({folder.string()}));
  EXPECT_EQ(listing.entries().size(), listing.entries().size());
  EXPECT_EQ(listing.origin(*listing.find_stage("test_mark")).file, found);
  EXPECT_EQ(found, (folder / "test_mark.so").string());
}

// Stages may share a kind of report, but one number never means two things.
TEST(Registry, StockStagesAgreeOnReportNumbers) {
  Registry registry(only({}));
  std::map<std::uint16_t, std::string_view> names;
  for (const StageInfo* stage : registry.stages())
    for (std::size_t i = 0; i < stage->report_count; ++i) {
      const ReportKind& kind = stage->reports[i];
      EXPECT_EQ(names.try_emplace(kind.number, kind.name).first->second, kind.name)
          << stage->name << ": MM" << kind.number;
    }
  EXPECT_FALSE(names.empty());
}

// What `plugins check` would note of a stage of others is a fault in one of ours.
TEST(Registry, StockStagesHaveNoOddities) {
  Registry registry(only({}));
  for (const StageInfo* stage : registry.stages())
    for (const std::string& finding : lint_stage(*stage)) ADD_FAILURE() << finding;
}

TEST(Registry, AMissingStageIsExplained) {
  Registry registry(only({"/no/such/folder", kTestPlugins + "/sound", kTestPlugins + "/refused"}));
  EXPECT_EQ(registry.find_stage("test_marc"), nullptr);
  const std::string text = registry.explain_missing("test_marc");
  EXPECT_NE(text.find("no plugin has the stage 'test_marc'; did you mean 'test_mark'?"), std::string::npos)
      << text;
  EXPECT_NE(text.find("/no/such/folder (does not exist)"), std::string::npos) << text;
  EXPECT_NE(text.find(kTestPlugins + "/refused/other_abi.so: built for plugin ABI 2"), std::string::npos)
      << text;
  EXPECT_NE(text.find(kTestPlugins + "/refused/bad_tag.so: built with other compiler settings"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace minutemill
