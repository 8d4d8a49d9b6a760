// How files get into the output folder: whole, over what was there, and on kernels that name no file by its
// descriptor.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <seccomp.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "runtime/output_tree.hpp"

namespace minutemill {
namespace {

namespace fs = std::filesystem;

class OutputTreeTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "output-tree.XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    ASSERT_FALSE(OutputTree::open(folder_, false, tree_));
  }
  void TearDown() override { fs::remove_all(folder_); }

  // Writes twice; says whether the folder then holds the second text and no other file.
  bool replaces() {
    for (const char* text : {"first", "second"})
      if (tree_.write("below/report.json", text, "1-1-0-0")) return false;
    tree_.remove_staging();
    std::ifstream file(folder_ + "/below/report.json", std::ios::binary);
    const std::string found((std::istreambuf_iterator<char>(file)), {});
    return found == "second" && std::distance(fs::directory_iterator(folder_), {}) == 1 &&
           std::distance(fs::directory_iterator(folder_ + "/below"), {}) == 1;
  }

  std::string folder_;
  OutputTree tree_;
};

// From here on linkat() with AT_EMPTY_PATH fails in this process, as for users before Linux 6.10.
bool refuse_links_by_descriptor() {
  const scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ALLOW);
  const bool loaded = filter != nullptr &&
                      ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOENT), SCMP_SYS(linkat), 1,
                                         SCMP_A4(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH)) == 0 &&
                      ::seccomp_load(filter) == 0;
  ::seccomp_release(filter);
  return loaded && ::linkat(0, "", AT_FDCWD, "nothing", AT_EMPTY_PATH) != 0 && errno == ENOENT;
}

TEST_F(OutputTreeTest, AFileReplacesWhatWasThere) {
  EXPECT_TRUE(replaces());
}

TEST_F(OutputTreeTest, WritesWhereTheKernelNamesNoFileByItsDescriptor) {
  EXPECT_EXIT(::_exit(refuse_links_by_descriptor() && replaces() ? 0 : 1), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace minutemill
