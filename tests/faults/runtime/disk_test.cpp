// What the file systems below a run can do to it: full, read-only, files that go and files that grow.
#include <signal.h>
#include <sys/mount.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <fstream>
#include <thread>

#include "resume_fixture.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// out/ is a file system of its own, in memory. Mounting needs root.
class OwnDisk : public ResumeFixture {
 protected:
  void SetUp() override {
    fs::create_directories(folder() / "out");
    if (::mount("none", (folder() / "out").c_str(), "tmpfs", 0, "size=300k") != 0)
      GTEST_SKIP() << "no file system can be mounted here: " << std::strerror(errno);
    mounted_ = true;
  }
  void TearDown() override {
    if (!mounted_) return;
    EXPECT_EQ(::umount2((folder() / "out").c_str(), MNT_DETACH), 0);
  }
  void remount(unsigned long flags, const char* options) const {
    ASSERT_EQ(::mount("none", (folder() / "out").c_str(), nullptr, MS_REMOUNT | flags, options), 0)
        << std::strerror(errno);
  }
  // A run that the full disk stops, then one with room.
  void fill_and_resume(const std::vector<std::string>& arguments) {
    inputs(150, 0, 2000);
    auto words = arguments;
    words.insert(words.end(), {"--jobs", "2", "--ledger"});
    const auto full = run(words);
    EXPECT_EQ(full.status, 4) << full.err;
    EXPECT_NE(full.err.find("No space left on device"), std::string::npos) << full.err;
    EXPECT_EQ(full.err.find("plugin"), std::string::npos) << full.err;
    remount(0, "size=64m");
    words.back() = "--resume";
    const auto rest = run(words);
    EXPECT_EQ(rest.status, 1) << rest.err;
    EXPECT_NE(rest.out.find("150"), std::string::npos) << rest.out;
    const auto made = outputs();
    const auto rows = ledger();
    words.back() = "--force";
    EXPECT_EQ(run(words).status, 1);
    EXPECT_TRUE(outputs() == made);
    EXPECT_EQ(ledger(), rows);
    EXPECT_TRUE(leftovers().empty());
  }

 private:
  bool mounted_ = false;
};

TEST_F(OwnDisk, FullWhileFilesAreWritten) {
  fill_and_resume({});
}
TEST_F(OwnDisk, FullWhilePacksAreWritten) {
  fill_and_resume({"--pack", "zip", "--pack-size", "64KiB"});
}

TEST_F(OwnDisk, ReadOnlyStopsTheRun) {
  inputs(5, 0);
  remount(MS_RDONLY, "");
  const auto result = run();
  EXPECT_EQ(result.status, 4);
  EXPECT_NE(result.err.find("Read-only file system"), std::string::npos) << result.err;
  remount(0, "");
  EXPECT_EQ(run().status, 1);
  EXPECT_EQ(outputs().size(), 10U);
}

using Inputs = ResumeFixture;

TEST_F(Inputs, ThatVanishWhileTheRunGoesOnFailAlone) {
  input("a.txt", "sleep 700\nfirst\n");
  for (int i = 0; i < 40; ++i) input("b" + std::to_string(100 + i) + ".txt", "text\n");
  const pid_t pid = start({"--ledger", "--jobs", "1"});
  // The inputs are listed as soon as the ledger is there, however long the program takes to start.
  for (int i = 0; i < 1000 && !fs::exists(folder() / "out/.minutemill/run.db"); ++i)
    std::this_thread::sleep_for(10ms);
  std::this_thread::sleep_for(100ms);
  for (int i = 20; i < 40; ++i) fs::remove(folder() / ("in/b" + std::to_string(100 + i) + ".txt"));
  EXPECT_EQ(wait_for(pid), 1);
  EXPECT_EQ(outputs().size(), 42U);
  EXPECT_NE(test_support::read_file(folder() / "log").find("in/b120.txt: input: cannot be opened"),
            std::string::npos);
  EXPECT_EQ(run({"--resume"}).status, 0);
}

TEST_F(Inputs, ThatGrowWhileTheyAreReadAreNoticedByTheNextRun) {
  input("grows.txt", "begin\n");
  for (int i = 0; i < 30; ++i) input("b" + std::to_string(100 + i) + ".txt", "sleep 5\ntext\n");
  std::atomic<bool> enough{false};
  std::thread writer([&] {
    std::ofstream file(folder() / "in/grows.txt", std::ios::app);
    while (!enough) {
      file << "more\n" << std::flush;
      std::this_thread::sleep_for(500us);
    }
  });
  for (int i = 0; i < 3; ++i) EXPECT_LE(run({i == 0 ? "--ledger" : "--resume"}).status, 1);
  enough = true;
  writer.join();
  EXPECT_EQ(run({"--resume"}).status, 0);
  EXPECT_EQ(outputs()["grows.raw"], test_support::read_file(folder() / "in/grows.txt"));
}

using Ledgers = ResumeFixture;

// A page in the middle: found at once, or when the run comes to it; never taken for good.
TEST_F(Ledgers, WithADamagedPageAreRefusedOrStopTheRun) {
  inputs(100, 0);
  EXPECT_EQ(run({"--ledger"}).status, 1);
  const auto wanted = outputs();
  const fs::path file = folder() / "out/.minutemill/run.db";
  for (const std::uintmax_t page : {1U * 4096U, 5U * 4096U, 9U * 4096U, 13U * 4096U}) {
    ASSERT_LE(page + 4096, fs::file_size(file));
    const std::string good = test_support::read_file(file);
    std::string bad = good;
    bad.replace(page, 4096, 4096, '\x5a');
    std::ofstream(file, std::ios::binary) << bad;
    const auto result = run({"--resume"});
    if (result.status == 4) {
      EXPECT_NE(result.err.find("--force"), std::string::npos) << page << result.err;
    } else {
      EXPECT_EQ(result.status, 1) << page << result.err;
    }
    EXPECT_EQ(run({"--force"}).status, 1);
    EXPECT_TRUE(outputs() == wanted) << page;
  }
}

using Workers = ResumeFixture;

TEST_F(Workers, ThatStandStillAreReplaced) {
  pipeline("[{use: export_raw}]", "{time: 500ms, memory: 512MiB}");
  inputs(200, 10);
  const pid_t pid = start({"--jobs", "2"});
  std::this_thread::sleep_for(150ms);
  for (const pid_t child : children(pid)) kill(child, SIGSTOP);
  EXPECT_EQ(wait_for(pid), 1);
  EXPECT_GE(outputs().size(), 198U);  // those that they were at are lost
}

TEST_F(Workers, ThatDieAtTheirStartEndTheRunAfterAWhile) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "sanitizers want to be loaded first";
#endif
  inputs(5, 0);
  test_support::ProcessSettings settings;
  settings.folder = folder();
  settings.environment = {{"LD_PRELOAD", RUNTIME_TEST_DIE_AT_START}};
  const auto result = test_support::run_process(command({"in"}, {"--jobs", "1"}), settings);
  EXPECT_EQ(result.status, 3) << result.err;
  EXPECT_NE(result.err.find("5 workers in a row died before they began to work"), std::string::npos)
      << result.err;
  EXPECT_TRUE(outputs().empty());
}

TEST_F(Workers, ASecondInterruptEndsAtOnce) {
  for (int i = 0; i < 4; ++i) input(std::to_string(i) + ".txt", "sleep 8000\ntext\n");
  const pid_t pid = start({"--jobs", "2"});
  std::this_thread::sleep_for(300ms);
  const auto begin = std::chrono::steady_clock::now();
  kill(pid, SIGINT);
  std::this_thread::sleep_for(200ms);
  kill(pid, SIGINT);
  EXPECT_EQ(wait_for(pid), 4);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s);
  EXPECT_TRUE(outputs().empty());
  EXPECT_TRUE(leftovers().empty());
}

}  // namespace
