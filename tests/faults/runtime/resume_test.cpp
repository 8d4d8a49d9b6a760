// Runs that are broken off and taken up again end where an undisturbed run ends.
#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "resume_fixture.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

using Resume = ResumeFixture;

TEST_F(Resume, DoesOnlyWhatIsMissingFailedOrChanged) {
  inputs(12, 0);
  EXPECT_EQ(run({"--ledger"}).status, 1);
  const auto first = outputs();
  const auto again = run({"--resume"});
  EXPECT_NE(again.out.find("kept         12 from"), std::string::npos) << again.out;
  EXPECT_NE(again.out.find("0 of 13, 1 failed"), std::string::npos) << again.out;
  fs::remove(folder() / "out/d10/r1003.raw");
  std::ofstream(folder() / "out/d10/r1004.second") << "altered!";
  input("d10/r1005.txt", "another text\n");
  const auto third = run({"--resume"});
  EXPECT_NE(third.out.find("kept         9 from"), std::string::npos) << third.out;
  EXPECT_NE(third.out.find("3 of 13, 1 failed"), std::string::npos) << third.out;
  auto now = outputs();
  EXPECT_EQ(now["d10/r1005.raw"], "another text\n");
  now["d10/r1005.raw"] = first.at("d10/r1005.raw");
  now["d10/r1005.second"] = first.at("d10/r1005.second");
  EXPECT_EQ(now, first);
}

TEST_F(Resume, AChangedPipelineIsNoticedAndOldNamesGo) {
  inputs(5, 0);
  EXPECT_EQ(run({"--ledger"}).status, 1);
  pipeline("[{use: export_raw, to: \"new-{stem}.raw\"}]");
  const auto again = run({"--resume"});
  EXPECT_NE(again.out.find("5 of 6"), std::string::npos) << again.out;
  const auto found = outputs();
  EXPECT_EQ(found.size(), 5U);
  EXPECT_EQ(found.count("d10/new-r1001.raw"), 1U);
}

TEST_F(Resume, AChangedOutputIsMadeAnewAlone) {
  inputs(5, 0);
  const auto inode = [this](const std::string& path) {
    struct stat status {};
    EXPECT_EQ(::stat((folder() / "out" / path).c_str(), &status), 0) << path;
    return status.st_ino;
  };
  EXPECT_EQ(run({"--ledger"}).status, 1);
  const auto raw = inode("d10/r1001.raw");
  const auto second = inode("d10/r1001.second");
  pipeline("[{use: export_raw}, {use: export_raw, id: second, to: \"{stem}.second\", with: {prefix: new}}]");
  const auto again = run({"--resume"});
  EXPECT_NE(again.out.find("5 of 6, 1 failed"), std::string::npos) << again.out;
  EXPECT_NE(again.out.find("outputs      5 files"), std::string::npos) << again.out;
  EXPECT_EQ(inode("d10/r1001.raw"), raw);
  EXPECT_NE(inode("d10/r1001.second"), second);
  EXPECT_EQ(outputs()["d10/r1001.second"], "newdate 2024-05-02\nreport 1001\n");
  const auto rows = ledger();
  fs::remove_all(folder() / "out");
  EXPECT_EQ(run({"--ledger"}).status, 1);
  EXPECT_EQ(ledger(), rows);
}

TEST_F(Resume, AChangeThatChangesNoOutputConvertsNothing) {
  inputs(5, 0);
  EXPECT_EQ(run({"--ledger"}).status, 1);
  pipeline(
      "[ {use: export_raw, with: {prefix: \"\"}}, {use: export_raw, id: second, to: \"{stem}.second\"} ]");
  const auto again = run({"--resume"});
  EXPECT_NE(again.out.find("kept         5 from"), std::string::npos) << again.out;
  pipeline("[{use: export_raw}]");  // the other goes, without work
  const auto fewer = run({"--resume"});
  EXPECT_NE(fewer.out.find("kept         5 from"), std::string::npos) << fewer.out;
  EXPECT_EQ(outputs().size(), 5U);
}

TEST_F(Resume, LimitsThatOnlyStopRedoNothing) {
  inputs(5, 0);
  EXPECT_EQ(run({"--ledger"}).status, 1);
  const auto other =
      run({"--resume", "--limit", "time=59s", "--limit", "memory=2GiB", "--limit", "input=60MiB"});
  EXPECT_NE(other.out.find("kept         5 from"), std::string::npos) << other.out;
  const auto stricter = run({"--resume", "--limit", "depth=100"});
  EXPECT_EQ(stricter.out.find("kept"), std::string::npos) << stricter.out;
  EXPECT_NE(stricter.out.find("outputs      10 files"), std::string::npos) << stricter.out;
}

TEST_F(Resume, AnAlteredOutputIsMadeAnewAlone) {
  inputs(3, 0);
  EXPECT_EQ(run({"--ledger"}).status, 1);
  const auto first = outputs();
  std::ofstream(folder() / "out/d10/r1001.second") << "altered!";
  const auto again = run({"--resume"});
  EXPECT_NE(again.out.find("outputs      1 files"), std::string::npos) << again.out;
  EXPECT_EQ(outputs(), first);
}

TEST_F(Resume, ADocumentThatNowFailsLosesItsOutputs) {
  for (const char* mode : {"--resume", "--ledger"}) {
    input("a.txt", "good\n");
    EXPECT_EQ(run({"--force"}).status, 0);
    EXPECT_EQ(outputs().size(), 2U);
    input("a.txt", "fail now\n");
    EXPECT_EQ(run({mode}).status, 1);
    EXPECT_TRUE(outputs().empty()) << mode;
  }
}

TEST_F(Resume, RetryDoesOnlyWhatFailed) {
  inputs(5, 0);
  EXPECT_EQ(run({"--ledger"}).status, 1);
  input("d10/bad.txt", "mended\n");
  input("d10/r1001.txt", "changed, but it had not failed\n");
  const auto again = run({"--retry", "failed"});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_NE(again.out.find("1 of 1"), std::string::npos) << again.out;
  EXPECT_EQ(outputs()["d10/bad.raw"], "mended\n");
}

TEST_F(Resume, TakesUpNewInputsWithoutMixingNames) {
  input("r.htm", "one\n");
  input("r.txt", "two\n");
  EXPECT_EQ(run({"--ledger"}).status, 0);
  input("r.html", "between\n");
  EXPECT_EQ(run({"--resume"}).status, 0);
  const auto resumed = outputs();
  fs::remove_all(folder() / "out");
  EXPECT_EQ(run({"--ledger"}).status, 0);
  EXPECT_EQ(outputs(), resumed);
}

TEST_F(Resume, TwoRunsRefuseEachOther) {
  input("a.txt", "sleep 3000\ntext\n");
  const pid_t first = start({});
  std::this_thread::sleep_for(500ms);
  const auto second = run();
  EXPECT_EQ(second.status, 4);
  EXPECT_NE(second.err.find("another run is at work in this folder"), std::string::npos) << second.err;
  kill(first, SIGKILL);
  wait_for(first);
}

TEST_F(Resume, ADamagedLedgerIsNamedAndForceBeginsAnew) {
  input("a.txt", "text\n");
  EXPECT_EQ(run({"--ledger"}).status, 0);
  std::ofstream(folder() / "out/.minutemill/run.db") << "this is no database, however long one looks at it";
  const auto refused = run({"--resume"});
  EXPECT_EQ(refused.status, 4);
  EXPECT_NE(refused.err.find("run.db is damaged"), std::string::npos) << refused.err;
  EXPECT_NE(refused.err.find("--force"), std::string::npos) << refused.err;
  EXPECT_EQ(run({"--force"}).status, 0);
  EXPECT_EQ(run({"--resume"}).status, 0);
}

TEST_F(Resume, AnInterruptFinishesWhatIsBegun) {
  inputs(400, 20);
  const pid_t pid = start({"--ledger", "--jobs", "2"});
  std::this_thread::sleep_for(300ms);
  kill(pid, SIGINT);
  EXPECT_EQ(wait_for(pid), 4);
  EXPECT_TRUE(leftovers().empty());
  const auto before = outputs();
  EXPECT_LT(before.size(), 800U);
  EXPECT_EQ(before.size() % 2, 0U);  // both outputs of every document
  EXPECT_EQ(run({"--resume", "--jobs", "2"}).status, 1);
  EXPECT_EQ(outputs().size(), 800U);
}

TEST_F(Resume, AfterKillsOfTheRun) {
  kill_and_resume(Victim::run);
}
TEST_F(Resume, AfterKillsOfWorkers) {
  kill_and_resume(Victim::workers);
}
TEST_F(Resume, AfterKillsOfTheRunWithNamesFromDocuments) {
  pipeline(
      "[{use: export_raw, to: \"{meta.date|none}.raw\"}, {use: export_raw, id: second, to: "
      "\"{meta.date|none}.second\"}]");
  kill_and_resume(Victim::run);
}

TEST_F(Resume, ShardsTogetherGiveTheWhole) {
  inputs(60, 0);
  input("d10/r1001.md", "the same stem\n");
  EXPECT_EQ(run({"--ledger"}).status, 1);
  const auto whole = outputs();
  fs::remove_all(folder() / "out");
  for (const char* shard : {"1/3", "2/3", "3/3"}) EXPECT_LE(run({"--shard", shard}).status, 1);
  EXPECT_EQ(outputs(), whole);
}

TEST_F(Resume, ShardsWithNamesFromDocumentsAreRefused) {
  pipeline("[{use: export_raw, to: \"{meta.date|none}.raw\"}]");
  inputs(3, 0);
  const auto result = run({"--shard", "1/2"});
  EXPECT_EQ(result.status, 4);
  EXPECT_NE(result.err.find("could overwrite each other's files"), std::string::npos) << result.err;
  EXPECT_TRUE(outputs().empty());
}

TEST_F(Resume, StopsAtTooManyFailures) {
  for (int i = 0; i < 50; ++i) input(std::to_string(i) + ".txt", "fail this\n");
  const auto result = run({"--max-failures", "10", "--jobs", "1"});
  EXPECT_EQ(result.status, 4);
  EXPECT_NE(result.err.find("11 inputs have failed"), std::string::npos) << result.err;
}

TEST_F(Resume, FailedInputsAreCopiedWithTheirReasons) {
  inputs(3, 0);
  EXPECT_EQ(run({"--quarantine", "bad"}).status, 1);
  EXPECT_EQ(test_support::read_file(folder() / "bad/in/d10/bad.txt"), "fail always\n");
  const std::string list = test_support::read_file(folder() / "bad/quarantine.jsonl");
  EXPECT_NE(list.find("\"code\":\"parse\",\"step\":\"directive\",\"byte\":3,\"message\":\"always\""),
            std::string::npos)
      << list;
}

TEST_F(Resume, WorkersAreReplacedOnRequest) {
  inputs(50, 0);
  EXPECT_EQ(run({"--recycle", "3", "--jobs", "2"}).status, 1);
  EXPECT_EQ(outputs().size(), 100U);
}

}  // namespace
