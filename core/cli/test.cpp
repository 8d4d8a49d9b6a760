// minutemill test PATH...
#include "cli/verbs.hpp"

#include <chrono>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include <minutemill/testing.hpp>

namespace minutemill::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct TestRequest {
  std::vector<std::string> paths;
  testing::CaseSettings settings;
  bool verbose = false;
};

struct Count {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t broken = 0;  // files that could not be read
};

std::string indented(std::string_view text) {
  std::string out = "    ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '\n')) out.pop_back();
  return out + "\n";
}

void show(const testing::CaseFileResult& file, const TestRequest& request, Count& count) {
  if (!file.broken.empty()) {
    ++count.broken;
    fmt::print("{}", file.broken);
    if (!file.broken.ends_with('\n')) fmt::print("\n");
    return;
  }
  std::size_t failed = 0;
  for (const auto& one : file.cases) failed += one.passed() ? 0U : 1U;
  count.failed += failed;
  count.passed += file.cases.size() - failed;
  if (failed != 0)
    fmt::print("FAILED {}: {} of {} cases\n", file.file, failed, file.cases.size());
  else
    fmt::print("ok     {}: {} {}\n", file.file, file.cases.size(), file.cases.size() == 1 ? "case" : "cases");
  for (const auto& one : file.cases) {
    if (request.verbose && one.passed()) fmt::print("  ok     {}\n", one.name);
    if (!one.passed()) fmt::print("  FAILED {}\n", one.name);
    for (const std::string& problem : one.problems) fmt::print("{}", indented(problem));
    for (const std::string& golden : one.accepted) fmt::print("  wrote  {}\n", golden);
  }
}

// A path, or the name of an installed config.
std::vector<std::string> case_files(Engine& engine, const std::string& path) {
  std::error_code error;
  if (fs::exists(path, error)) return testing::find_case_files(path);
  for (const std::string& folder : engine.config_folders())
    for (const char* ending : {".test.yaml", ".yaml"}) {
      const std::string file = fmt::format("{}/{}{}", folder, path, ending);
      if (fs::is_regular_file(file, error)) return {file};
    }
  return {};
}

int run_tests(const Shared& shared, TestRequest& request) {
  request.settings.colour = shared.colour;
  const auto begin = Clock::now();
  Engine engine(shared.engine);
  Count count;
  for (const std::string& path : request.paths) {
    std::error_code error;
    const auto files = case_files(engine, path);
    if (files.empty()) {
      const bool exists = fs::is_directory(path, error);
      fmt::print(
          "{} {}: {}\n", exists ? "none  " : "FAILED", path,
          exists ? "no case files in this folder" : "there is no such file, folder or installed config");
      if (!exists) ++count.broken;
    }
    for (const std::string& file : files)
      show(testing::run_case_file(engine, file, request.settings), request, count);
  }
  const std::chrono::duration<double> time = Clock::now() - begin;
  fmt::print("{} passed, {} failed", count.passed, count.failed);
  if (count.broken != 0) fmt::print(", {} could not be read", count.broken);
  fmt::print(" ({:.2f} s)\n", time.count());
  if (count.broken != 0) return wrong_use;
  if (count.passed + count.failed == 0) {
    fmt::print(stderr, "minutemill: no case was run\n");
    return wrong_use;
  }
  return count.failed == 0 ? all_good : some_failed;
}

}  // namespace

void add_test(CLI::App& app, Shared& shared, int& status) {
  CLI::App* verb = app.add_subcommand("test", "Runs the tests of pipelines and stages");
  auto request = std::make_shared<TestRequest>();
  verb->add_option("PATH", request->paths,
                   "Case file, pipeline with tests, folder, or name of an installed config")
      ->required();
  verb->add_flag("--accept", request->settings.accept, "Write golden files instead of comparing them");
  verb->add_option("--filter", request->settings.filter, "Run only cases whose name contains this")
      ->type_name("TEXT");
  verb->add_flag("-v,--verbose", request->verbose, "Name the cases that passed as well");
  verb->callback([&shared, &status, request] { status = run_tests(shared, *request); });
}

}  // namespace minutemill::cli
