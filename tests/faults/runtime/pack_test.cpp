// Outputs in packs: the same as in files, the same packs from any number of workers, and after whatever came
// in between.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <ostream>
#include <sstream>
#include <thread>

#include <nlohmann/json.hpp>

#include "resume_fixture.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Packs : public ResumeFixture {
 protected:
  static std::vector<std::string> zip(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"--pack", "zip", "--pack-size", "64KiB"});
    return more;
  }
  // What a run that nobody has disturbed makes of the inputs as they are.
  [[nodiscard]] std::map<std::string, std::string> undisturbed() const {
    fs::rename(folder() / "out", folder() / "kept");
    EXPECT_LE(run(zip()).status, 1);
    auto found = outputs();
    fs::remove_all(folder() / "out");
    fs::rename(folder() / "kept", folder() / "out");
    return found;
  }
  // Unpacks by somebody else's program and returns the files.
  [[nodiscard]] std::map<std::string, std::string> unpacked(const std::string& command) const {
    test_support::ProcessSettings settings;
    settings.folder = folder();
    fs::create_directories(folder() / "files");
    const auto result = test_support::run_process({"/bin/sh", "-ec", command}, settings);
    EXPECT_EQ(result.status, 0) << result.err;
    return outputs("files");
  }
};

TEST_F(Packs, ZipAndTarHoldWhatFilesWouldBe) {
  inputs(60, 0, 1000);
  input("子/会议 纪要.txt", "好\n");
  input(std::string(90, 'l') + "/" + std::string(90, 'n') + ".txt", "a long name\n");
  EXPECT_EQ(run({}).status, 1);
  const auto files = outputs();
  fs::remove_all(folder() / "out");
  EXPECT_EQ(run(zip()).status, 1);
  EXPECT_EQ(outputs().count("pack-00002.zip"), 1U);
  EXPECT_TRUE(unpacked("for p in out/*.zip; do python3 -c 'import sys, zipfile; z = "
                       "zipfile.ZipFile(sys.argv[1]); assert not z.testzip(); z.extractall(\"files\")' $p; "
                       "done") == files);
  fs::remove_all(folder() / "files");
  EXPECT_EQ(run({"--pack", "tar", "--pack-size", "64KiB", "--force"}).status, 1);
  EXPECT_TRUE(unpacked("for p in out/*.tar; do tar -xf $p -C files; done") == files);
  EXPECT_TRUE(leftovers().empty());
}

TEST_F(Packs, TheIndexSaysWhereEachOutputIs) {
  inputs(40, 0, 1000);
  EXPECT_EQ(run({}).status, 1);
  const auto files = outputs();
  fs::remove_all(folder() / "out");
  for (const char* format : {"zip", "tar"}) {
    EXPECT_EQ(run({"--pack", format, "--pack-size", "64KiB", "--force"}).status, 1);
    const auto packs = outputs();
    std::size_t found = 0;
    for (const auto& [name, bytes] : packs) {
      const std::size_t index = name.find(".index.jsonl");
      if (index == std::string::npos) continue;
      const std::string& pack = packs.at(name.substr(0, index) + "." + format);
      std::istringstream lines(bytes);
      for (std::string line; std::getline(lines, line); ++found) {
        const auto entry = nlohmann::json::parse(line);
        EXPECT_EQ(pack.substr(entry["offset"], entry["size"]), files.at(entry["name"])) << line;
        EXPECT_EQ(entry["input"].get<std::string>().substr(0, 6), "in/d10") << line;
      }
    }
    EXPECT_EQ(found, files.size());
    fs::remove_all(folder() / "out");
  }
}

TEST_F(Packs, JsonLinesHaveOneReportALine) {
  pipeline("[{use: export_lines}]");
  inputs(30, 0, 100);
  EXPECT_EQ(run({"--pack", "jsonl"}).status, 1);
  std::istringstream lines(outputs().at("pack-00001.jsonl"));
  int number = 1000;
  for (std::string line; std::getline(lines, line); ++number) {
    const auto text = nlohmann::json::parse(line)["text"].get<std::string>();
    EXPECT_NE(text.find("report " + std::to_string(number)), std::string::npos) << line;
  }
  EXPECT_EQ(number, 1030);
}

TEST_F(Packs, AreTheSameFromAnyNumberOfWorkers) {
  inputs(120, 5, 1000);
  EXPECT_EQ(run(zip({"--jobs", "1"})).status, 1);
  const auto one = outputs();
  EXPECT_GT(one.size(), 4U);
  fs::remove_all(folder() / "out");
  EXPECT_EQ(run(zip({"--jobs", "4"})).status, 1);
  EXPECT_TRUE(outputs() == one);
}

TEST_F(Packs, AfterKillsOfTheRun) {
  kill_and_resume(Victim::run, zip(), 1000);
}
TEST_F(Packs, AfterKillsOfWorkers) {
  kill_and_resume(Victim::workers, zip(), 1000);
}
TEST_F(Packs, AfterKillsOfTheRunWithNamesFromDocuments) {
  pipeline("[{use: export_raw, to: \"{meta.date|none}.raw\"}]");
  kill_and_resume(Victim::run, {"--pack", "tar", "--pack-size", "64KiB"}, 1000);
}

TEST_F(Packs, AfterAnInterrupt) {
  inputs(400, 20, 500);
  const pid_t pid = start(zip({"--jobs", "2"}));
  std::this_thread::sleep_for(300ms);
  kill(pid, SIGINT);
  EXPECT_EQ(wait_for(pid), 4);
  EXPECT_EQ(run(zip({"--resume"})).status, 1);
  EXPECT_TRUE(outputs() == undisturbed());
  EXPECT_TRUE(leftovers().empty());
}

TEST_F(Packs, NothingChangedNothingIsWritten) {
  inputs(100, 0, 1000);
  EXPECT_EQ(run(zip()).status, 1);
  const auto before = fs::last_write_time(folder() / "out/pack-00001.zip");
  std::this_thread::sleep_for(20ms);
  const auto again = run(zip({"--resume"}));
  EXPECT_NE(again.out.find("kept         100 from"), std::string::npos) << again.out;
  EXPECT_EQ(fs::last_write_time(folder() / "out/pack-00001.zip"), before);
}

TEST_F(Packs, FollowWhatChangesAmongTheInputs) {
  inputs(100, 0, 1000);
  EXPECT_EQ(run(zip()).status, 1);
  const auto change = [&](const char* what, const std::string& name, const std::string& text) {
    SCOPED_TRACE(what);
    if (text.empty())
      fs::remove(folder() / "in" / name);
    else
      input(name, text);
    EXPECT_LE(run(zip({"--resume"})).status, 1);
    EXPECT_TRUE(outputs() == undisturbed());
    EXPECT_TRUE(leftovers().empty());
  };
  change("one grows", "d10/r1050.txt", std::string(3000, 'y') + "\n");
  change("one comes first", "d10/a.txt", std::string(2000, 'z') + "\n");
  change("one comes last", "d11/z.txt", std::string(2000, 'z') + "\n");
  change("one goes", "d10/r1001.txt", "");
  change("the failed one is mended", "d10/bad.txt", "good\n");
  for (int i = 1020; i < 1090; ++i) fs::remove(folder() / ("in/d10/r" + std::to_string(i) + ".txt"));
  change("many go", "d10/r1090.txt", "");
}

TEST_F(Packs, DamageIsFoundAndMended) {
  inputs(100, 0, 1000);
  EXPECT_EQ(run(zip()).status, 1);
  const auto wanted = outputs();
  for (const std::size_t at : {std::size_t{3}, std::size_t{30000}, wanted.at("pack-00002.zip").size() - 30}) {
    std::string bytes = wanted.at("pack-00002.zip");
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    std::ofstream(folder() / "out/pack-00002.zip", std::ios::binary) << bytes;
    EXPECT_EQ(run(zip({"--resume"})).status, 1);
    EXPECT_TRUE(outputs() == wanted) << at;
  }
  fs::remove(folder() / "out/pack-00001.zip");
  fs::remove(folder() / "out/pack-00003.index.jsonl");
  EXPECT_EQ(run(zip({"--resume"})).status, 1);
  EXPECT_TRUE(outputs() == wanted);
}

TEST_F(Packs, ShardsHavePacksOfTheirOwn) {
  inputs(100, 0, 1000);
  for (const char* shard : {"1/2", "2/2"}) EXPECT_LE(run(zip({"--shard", shard})).status, 1);
  EXPECT_EQ(outputs().count("pack-1-of-2-00001.zip"), 1U);
  EXPECT_EQ(outputs().count("pack-2-of-2-00001.zip"), 1U);
}

struct Refusal {
  std::vector<std::string> arguments;
  const char* message;
};
void PrintTo(const Refusal& refusal, std::ostream* out) {
  *out << refusal.message;
}
class Refused : public Packs, public testing::WithParamInterface<Refusal> {};

TEST_P(Refused, WithAReason) {
  inputs(3, 0);
  EXPECT_EQ(run(zip()).status, 1);
  const auto before = outputs();
  const auto result = run(GetParam().arguments);
  EXPECT_NE(result.err.find(GetParam().message), std::string::npos) << result.err;
  EXPECT_GE(result.status, 2);
  EXPECT_TRUE(outputs() == before);
}

INSTANTIATE_TEST_SUITE_P(
    Packs, Refused,
    testing::Values(Refusal{{"--pack", "jsonl", "--force"}, "export_raw is not"},
                    Refusal{{"--pack", "zip", "--resume"}, "give the same --pack and --pack-size"},
                    Refusal{{"--resume"}, "holds the outputs of a run as zip packs of 65536 bytes"},
                    Refusal{{"--pack", "zip", "--on-collision", "overwrite"}, "--on-collision overwrite"},
                    Refusal{{"--pack", "zip", "--pack-size", "64KiB", "--retry", "failed"}, "give --resume"},
                    Refusal{{"--pack", "zip", "--pack-size", "3GiB"}, "from 64KiB to 2GiB"}));

}  // namespace
