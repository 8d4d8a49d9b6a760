#include "resume_fixture.hpp"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <thread>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

void ResumeFixture::inputs(int count, int milliseconds, std::size_t padding) const {
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(1000 + i);
    std::string text = "report " + number + "\n";
    if (padding > 0) text += std::string(padding + static_cast<std::size_t>(i * 37 % 200), 'x') + "\n";
    input("d" + number.substr(0, 2) + "/r" + number + ".txt",
          "sleep " + std::to_string(i % 5 == 0 ? milliseconds : 0) + "\ndate 2024-05-0" +
              std::to_string(i % 7 + 1) + "\n" + text);
  }
  input("d10/bad.txt", "fail always\n");
}

std::vector<std::string> ResumeFixture::ledger() const {
  sqlite3* database = nullptr;
  sqlite3_open_v2((folder() / "out/.minutemill/run.db").c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
  std::vector<std::string> rows;
  const auto take = [](void* to, int count, char** values, char**) {
    std::string row;
    for (int i = 0; i < count; ++i) row += std::string(values[i] ? values[i] : "-") + "|";
    static_cast<std::vector<std::string>*>(to)->push_back(row);
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(database,
                         "SELECT input, done, code, message, documents.size, documents.hash, path, "
                         "outputs.size, outputs.hash, pack, begin, offset FROM documents "
                         "LEFT JOIN outputs ON outputs.document = documents.id ORDER BY input, path",
                         take, &rows, nullptr),
            SQLITE_OK)
      << sqlite3_errmsg(database);
  sqlite3_close(database);
  return rows;
}

pid_t ResumeFixture::start(const std::vector<std::string>& arguments) const {
  const auto words = command({"in"}, arguments);
  const pid_t pid = fork();
  if (pid == 0) {
    if (chdir(folder().c_str()) != 0) _exit(126);
    if (!std::freopen("log", "a", stdout) || !std::freopen("log", "a", stderr)) _exit(126);
    std::vector<char*> argv;
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    // The leak check of a sanitizer is a child as well, and is waited for without end when it is killed.
    const char* options = std::getenv("ASAN_OPTIONS");
    setenv("ASAN_OPTIONS",
           ((options != nullptr ? options + std::string(":") : "") + "detect_leaks=0").c_str(), 1);
    execv(argv[0], argv.data());
    _exit(127);
  }
  return pid;
}

int ResumeFixture::wait_for(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::vector<pid_t> ResumeFixture::children(pid_t parent) {
  std::ifstream file("/proc/" + std::to_string(parent) + "/task/" + std::to_string(parent) + "/children");
  std::vector<pid_t> found;
  for (pid_t pid = 0; file >> pid;) found.push_back(pid);
  return found;
}

void ResumeFixture::kill_and_resume(Victim victim, const std::vector<std::string>& arguments,
                                    std::size_t padding) {
  inputs(300, 15, padding);
  std::vector<std::string> words{"--jobs", "2"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  words.emplace_back("--ledger");
  EXPECT_EQ(run(words).status, 1);
  words.back() = "--resume";
  const auto wanted = outputs();
  const auto wanted_ledger = ledger();
  fs::remove_all(folder() / "out");
  std::mt19937 random(20240501);
  std::uniform_int_distribution<int> moment(1, 450);
  for (int i = 0; i < kill_rounds(); ++i) {
    if (i % 8 == 7) fs::remove_all(folder() / "out");
    const pid_t pid = start(words);
    std::this_thread::sleep_for(std::chrono::milliseconds(moment(random)));
    if (victim == Victim::workers) {
      for (const pid_t child : children(pid)) kill(child, SIGKILL);
      EXPECT_EQ(wait_for(pid), 1);  // the one that always fails, nothing else
    } else {
      kill(pid, SIGKILL);
      wait_for(pid);
      std::this_thread::sleep_for(20ms);
      for (const auto& [path, bytes] : outputs()) {
        const auto file = wanted.find(path);
        if (file == wanted.end()) continue;
        EXPECT_EQ(bytes, file->second) << path;  // never half a file under its name
      }
    }
  }
  EXPECT_EQ(run(words).status, 1);
  EXPECT_TRUE(outputs() == wanted);
  EXPECT_EQ(ledger(), wanted_ledger);
  EXPECT_TRUE(leftovers().empty());
}

int kill_rounds() {
  const char* asked = std::getenv("MINUTEMILL_KILL_ROUNDS");
  return asked ? std::atoi(asked) : 6;
}
