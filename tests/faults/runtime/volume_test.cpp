// Volumes: bound in one order whoever made the parts, kept while they stand, completed by the next run.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "run_fixture.hpp"

namespace {

class Volumes : public RunFixture {
 protected:
  Volumes() {
    pipeline(
        "[{use: export_raw, to: \"{year|undated}.{extension}\", volume: {title: \"Year {year}\", "
        "groups: [\"{meta.title|none}\"]}}]");
  }
  void report(const std::string& name, const std::string& date, const std::string& more = {}) const {
    input(name + ".txt", "date " + date + "\n" + more + "text of " + name + "\n");
  }
};

TEST_F(Volumes, BindsDocumentsOfOneNameInTheirOrder) {
  report("c", "2024-02-01");
  report("sub/b", "2024-01-01", "title late\n");
  report("a", "2024-03-01");
  report("d", "2023-05-05");
  const auto run1 = run({"--jobs", "1"});
  EXPECT_EQ(run1.status, 0) << run1.err;
  const auto one = outputs();
  ASSERT_EQ(one.size(), 2U);
  EXPECT_EQ(
      one.at("2024.raw"),
      "# Year 2024\n[late]date 2024-01-01\ntitle late\ntext of sub/b\n[none]date 2024-02-01\ntext of c\n"
      "[none]date 2024-03-01\ntext of a\n");
  EXPECT_EQ(one.at("2023.raw"), "# Year 2023\n[none]date 2023-05-05\ntext of d\n");
  const auto run3 = run({"--jobs", "3", "--force"});
  EXPECT_EQ(run3.status, 0) << run3.err;
  EXPECT_EQ(outputs(), one);
}

TEST_F(Volumes, ResumeKeepsRebindsAndRemoves) {
  report("a", "2024-01-01");
  report("b", "2023-01-01");
  report("c", "2022-01-01");
  ASSERT_EQ(run().status, 0);
  report("d", "2024-05-01");  // one more for 2024
  report("b", "2025-01-01");  // moves: 2023 has nobody left
  const auto again = run({"--resume", "--progress", "json"});
  EXPECT_EQ(again.status, 0) << again.err;
  const auto made = outputs();
  EXPECT_EQ(made.size(), 3U);
  EXPECT_EQ(made.at("2024.raw"),
            "# Year 2024\n[none]date 2024-01-01\ntext of a\n[none]date 2024-05-01\ntext of d\n");
  EXPECT_TRUE(made.contains("2025.raw"));
  EXPECT_FALSE(made.contains("2023.raw"));
  EXPECT_NE(again.out.find(R"({"event":"volume","path":"2022.raw","parts":1,"ok":true,"kept":true})"),
            std::string::npos)
      << again.out;
}

TEST_F(Volumes, ADamagedVolumeIsBoundAgain) {
  report("a", "2024-01-01");
  ASSERT_EQ(run().status, 0);
  const auto before = outputs();
  ASSERT_EQ(std::system(("printf x >> '" + (folder() / "out/2024.raw").string() + "'").c_str()), 0);
  EXPECT_EQ(run({"--resume"}).status, 0);
  EXPECT_EQ(outputs(), before);
}

TEST_F(Volumes, AnExporterThatCrashesOverAVolumeCostsThatVolume) {
  report("a", "2024-01-01", "bind crash\n");
  report("b", "2023-01-01");
  report("c", "2022-01-01", "bind fail\n");
  const auto process = run();
  EXPECT_EQ(process.status, 1);
  EXPECT_NE(process.err.find("2024.raw: failed (plugin): the process ended by signal 11"), std::string::npos)
      << process.err;
  EXPECT_NE(process.err.find("2022.raw: failed (export): it will not fit"), std::string::npos) << process.err;
  const auto made = outputs();
  EXPECT_EQ(made.size(), 1U);
  EXPECT_TRUE(made.contains("2023.raw"));
}

TEST_F(Volumes, ARunThatIsKilledIsCompletedByTheNext) {
  for (int i = 10; i < 60; ++i)
    report("r" + std::to_string(i), "2024-01-" + std::to_string(i % 28 + 1), "sleep 5\n");
  ASSERT_EQ(run().status, 0);
  const auto whole = outputs();
  std::filesystem::remove_all(folder() / "out");
  for (const int delay : {60, 150, 250}) {
    const auto words = command({"in"}, {"--resume"});
    const pid_t pid = fork();
    if (pid == 0) {
      if (chdir(folder().c_str()) != 0 || !std::freopen("log", "a", stdout) ||
          !std::freopen("log", "a", stderr))
        _exit(126);
      std::vector<char*> argv;
      for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
      argv.push_back(nullptr);
      execv(argv[0], argv.data());
      _exit(127);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(delay));
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
  const auto last = run({"--resume"});
  EXPECT_EQ(last.status, 0) << last.err;
  EXPECT_EQ(outputs(), whole);
}

TEST_F(Volumes, AShardHasNoVolume) {
  report("a", "2024-01-01");
  const auto process = run({"--shard", "1/2"});
  EXPECT_NE(process.status, 0);
  EXPECT_NE(process.err.find("a volume needs all documents"), std::string::npos) << process.err;
}

}  // namespace
