// Programs as steps: what they may do, and what it costs when they do not do it.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

#include "fixture.hpp"
#include "support/process.hpp"

namespace exec_test {
namespace {

using namespace minutemill;

const std::string kMisbehave = "command: [python3, ./misbehave.py]";

class Exec : public ExecFixture {
 protected:
  void SetUp() override { load("{" + kMisbehave + ", time: 10s}"); }
  // Fails with these words, and the next document comes through all the same.
  void expect_failure(const std::string& first, FailureCode code, const std::string& words) {
    const Conversion done = say(first);
    EXPECT_FALSE(done.ok) << first;
    EXPECT_EQ(done.failure, code) << first << ": " << done.message;
    EXPECT_NE(done.message.find(words), std::string::npos) << first << ": " << done.message;
    EXPECT_EQ(text_of(say("fine")), "fine\n") << "after " << first;
  }
  static std::string report_in(const Conversion& done) {
    EXPECT_TRUE(done.ok) << done.message;
    return done.reports.empty() ? "" : done.reports.front().message;
  }
};

bool is_alive(pid_t process) {
  return ::kill(process, 0) == 0 || errno != ESRCH;
}

TEST_F(Exec, AnyProgramThatRepeatsItsInputIsAStep) {
  load("{command: [cat]}");
  EXPECT_EQ(text_of(say("as it was")), "as it was\n");
}

TEST_F(Exec, OneProcessServesManyDocuments) {
  EXPECT_EQ(report_in(say("serve")), "MM6101 program notes: number 1");
  EXPECT_EQ(report_in(say("serve")), "MM6101 program notes: number 2");
}

TEST_F(Exec, ReportsAndFailuresAreTheProgramsOwn) {
  const Conversion done = say("report");
  ASSERT_EQ(done.reports.size(), 3U);
  EXPECT_EQ(done.reports[1].message, "MM6102 program warns: warning");
  EXPECT_EQ(done.reports[2].severity, Severity::error);
  EXPECT_EQ(done.reports[2].span, (SourceSpan{1, 2}));
  const Conversion failed = say("fail no date anywhere");
  EXPECT_EQ(failed.failure, FailureCode::metadata);
  EXPECT_EQ(failed.message, "no date anywhere");
}

TEST_F(Exec, EndsAreTold) {
  expect_failure("exit 3", FailureCode::plugin,
                 "python3 misbehave.py ended with exit status 3 without an answer: first line | last words");
  expect_failure("exit 0", FailureCode::plugin, "ended with exit status 0 without an answer");
  expect_failure("crash", FailureCode::plugin, "python3 misbehave.py died of SIGSEGV (Segmentation fault)");
  expect_failure("raise", FailureCode::plugin, "ValueError: not today");
}

TEST_F(Exec, AnswersThatCannotBeReadAreTold) {
  const std::string cannot = "python3 misbehave.py gave an answer that cannot be read: ";
  expect_failure("say hello", FailureCode::plugin, cannot + "a JSON object is wanted at byte 1");
  expect_failure("say {\"document\": {]}", FailureCode::plugin, cannot);
  expect_failure("say {\"document\": 5}", FailureCode::plugin,
                 cannot + "snapshot: /: the snapshot must be an object");
  expect_failure("say {\"document\": {\"snapshot\": 1, \"body\": [{\"kind\": \"heding\"}]}}",
                 FailureCode::plugin, cannot + "snapshot: /body/0: unknown kind 'heding'");
  expect_failure("say {\"reports\": [{\"severity\": \"fatal\", \"message\": \"x\"}]}", FailureCode::plugin,
                 "'severity' must be note, warning or error");
  expect_failure("twice", FailureCode::plugin, "wrote more than one line");
}

TEST_F(Exec, TimeIsBounded) {
  load("{" + kMisbehave + ", time: 1500ms}");
  EXPECT_EQ(text_of(say("fine")), "fine\n");  // started
  for (const char* what : {"hang", "close"}) {
    const auto begin = std::chrono::steady_clock::now();
    expect_failure(
        what, what == std::string("close") ? FailureCode::plugin : FailureCode::resource,
        what == std::string("close") ? "closed its output and did not end" : "gave no answer within 1500ms");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
  }
}

TEST_F(Exec, TheDocumentsOwnTimeCountsToo) {
  load("{" + kMisbehave + ", time: 60s}", "{time: 700ms}");
  const Conversion done = say("hang");
  EXPECT_EQ(done.failure, FailureCode::resource);
  EXPECT_NE(done.message.find("limits.time"), std::string::npos) << done.message;
}

TEST_F(Exec, MemoryIsBounded) {
  load("{" + kMisbehave + ", memory: 200MiB}");
  expect_failure("allocate 2000", FailureCode::plugin, "MemoryError");
  EXPECT_EQ(text_of(say("allocate 20")), "allocate 20\n");
}

TEST_F(Exec, AnswersAreBounded) {
  load("{" + kMisbehave + ", answer: 3MiB}");
  expect_failure("flood", FailureCode::resource, "gave an answer of more than 3145728 bytes");
}

TEST_F(Exec, StandardErrorNeverBlocksAndIsReported) {
  const Conversion done = say("complain");
  ASSERT_TRUE(done.ok) << done.message;
  ASSERT_EQ(done.reports.size(), 1U);
  EXPECT_EQ(done.reports[0].number, 6104);
  EXPECT_NE(done.reports[0].message.find("the end"), std::string::npos);
}

TEST_F(Exec, LargeDocumentsGoThroughSmallPipes) {
  load("{command: [cat]}");
  const std::string text(3'000'000, 'x');
  EXPECT_EQ(text_of(say(text)), text + "\n");
}

TEST_F(Exec, TheEnvironmentIsTheOnePromised) {
  load("{" + kMisbehave + ", inherit: [PATH], environment: {COLOUR: red}, folder: /}");
  const std::string environment = report_in(say("environment"));  // python adds its own
  EXPECT_NE(environment.find(" COLOUR "), std::string::npos) << environment;
  EXPECT_EQ(environment.find(" HOME "), std::string::npos) << environment;
  EXPECT_TRUE(environment.ends_with(" in /")) << environment;
  // 0 to 2, and the one that lists the folder.
  EXPECT_EQ(report_in(say("descriptors")), "MM6102 program warns: 0 1 2 3");
}

TEST_F(Exec, NothingOutlivesTheStep) {
  const test_support::TemporaryFolder folder;
  const std::string file = (folder.path() / "pid").string();
  ASSERT_TRUE(say("children " + file).ok);
  const pid_t orphan = std::stoi(test_support::read_file(file));
  ASSERT_TRUE(is_alive(orphan));
  pipeline_.reset();
  EXPECT_FALSE(is_alive(orphan));
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child is left, or a zombie";
}

// The guard sees that the worker is gone, however it went.
TEST_F(Exec, NothingOutlivesAKilledWorker) {
  const test_support::TemporaryFolder folder;
  const std::string file = (folder.path() / "pid").string();
  const pid_t worker = ::fork();
  if (worker == 0) {
    const bool good = say("children " + file).ok;
    if (!good) ::_exit(1);
    ::raise(SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(worker, &status, 0), worker);
  ASSERT_TRUE(WIFSIGNALED(status)) << status;
  const pid_t orphan = std::stoi(test_support::read_file(file));
  for (int i = 0; i < 500 && is_alive(orphan); ++i) ::usleep(10'000);
  EXPECT_FALSE(is_alive(orphan));
}

TEST_F(Exec, AForkedProcessStartsAProgramOfItsOwn) {
  EXPECT_EQ(report_in(say("serve")), "MM6101 program notes: number 1");
  const pid_t forked = ::fork();
  if (forked == 0) ::_exit(report_in(say("serve")) == "MM6101 program notes: number 1" ? 0 : 1);
  int status = 1;
  ::waitpid(forked, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(report_in(say("serve")), "MM6101 program notes: number 2");
}

TEST_F(Exec, EachDocumentMayHaveAProcess) {
  load("{" + kMisbehave + ", mode: each}");
  EXPECT_EQ(report_in(say("serve")), "MM6101 program notes: number 1");
  EXPECT_EQ(report_in(say("serve")), "MM6101 program notes: number 1");
  expect_failure("exit 4", FailureCode::plugin, "ended with exit status 4: first line | last words");
  load("{command: [\"true\"], mode: each}");
  EXPECT_NE(say("x").message.find("a JSON object is wanted"), std::string::npos);
}

TEST_F(Exec, WhatCannotBeStartedIsRefusedBeforeTheRun) {
  EXPECT_NE(refused("{command: [no-such-program]}")
                .find("there is no program 'no-such-program' in the folders of PATH"),
            std::string::npos);
  EXPECT_NE(refused("{command: [./no-such.py]}").find("there is no file './no-such.py'"), std::string::npos);
  EXPECT_NE(refused("{command: [./shout.lua]}").find("is no file that may be run"), std::string::npos);
  EXPECT_NE(refused("{command: [a/b]}").find("is no whole path"), std::string::npos);
  EXPECT_NE(refused("{command: []}").find("command is empty"), std::string::npos);
  EXPECT_NE(refused("{command: [cat], folder: /no/such}").find("there is no folder '/no/such'"),
            std::string::npos);
}

TEST_F(Exec, AChangedProgramChangesTheFingerprint) {
  const test_support::TemporaryFolder folder;
  const auto fingerprint = [&](const std::string& text) {
    std::filesystem::permissions(folder.write("change.sh", text), std::filesystem::perms::owner_all);
    const std::string yaml =
        "minutemill: 1\nsteps: [{use: snapshot_read}, {use: exec, with: {command: [./change.sh]}}]\n"
        "outputs: [{use: export_text}]\n";
    Diagnostics diagnostics;
    const auto pipeline =
        Pipeline::parse(engine_, (folder.path() / "p.yaml").string(), yaml, {}, diagnostics);
    return pipeline ? pipeline->fingerprint() : diagnostics.format();
  };
  const std::string first = fingerprint("#!/bin/cat\n");
  EXPECT_EQ(fingerprint("#!/bin/cat\n"), first);
  EXPECT_NE(fingerprint("#!/bin/cat -\n"), first);
}

}  // namespace
}  // namespace exec_test
