// minutemill new plugin NAME | new pipeline NAME
#include "cli/verbs.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include <fmt/format.h>

#include "cli/scaffold.hpp"

namespace minutemill::cli {
namespace {

namespace fs = std::filesystem;

// Names of targets that CMake keeps for itself, and ours.
constexpr std::array<std::string_view, 9> kTaken{"all",        "clean",   "edit_cache",    "help", "install",
                                                 "minutemill", "package", "rebuild_cache", "test"};

bool is_good_name(std::string_view name, std::string_view more) {
  if (name.empty() || name.size() > 64 || name.front() < 'a' || name.front() > 'z') return false;
  return std::ranges::all_of(name, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           more.find(c) != std::string_view::npos;
  });
}

int refuse(const std::string& why) {
  fmt::print(stderr, "minutemill: {}\n", why);
  return wrong_use;
}

// Nothing is written when anything is in the way.
int write_files(const fs::path& folder, const std::vector<ScaffoldFile>& files) {
  for (const ScaffoldFile& file : files)
    if (std::error_code error; fs::exists(fs::symlink_status(folder / file.path, error)))
      return refuse(fmt::format("{} exists already; nothing was written", (folder / file.path).string()));
  for (const ScaffoldFile& file : files) {
    const fs::path path = folder / file.path;
    std::error_code error;
    if (!path.parent_path().empty()) fs::create_directories(path.parent_path(), error);
    std::ofstream out(path, std::ios::binary);
    if (!(out << file.text).flush()) {
      fmt::print(stderr, "minutemill: cannot write {}\n", path.string());
      return run_stopped;
    }
    fmt::print("wrote {}\n", path.string());
  }
  return all_good;
}

int new_plugin(const std::string& name) {
  if (!is_good_name(name, "")) {
    return refuse(fmt::format(
        "'{}' cannot be a stage: its name begins with a small letter and has small letters, digits and '_'",
        name));
  }
  if (std::ranges::find(kTaken, name) != kTaken.end())
    return refuse(fmt::format("'{}' is taken by the build; choose another name", name));
  const int status = write_files(name, plugin_scaffold(name));
  if (status == all_good) {
    fmt::print(
        "\nnext:\n  cd {0}\n  cmake -S . -B build && cmake --build build\n  ctest --test-dir build "
        "--output-on-failure\n"
        "  minutemill run --plugin-dir build pipeline.yaml sample.html --out out\n",
        name);
  }
  return status;
}

int new_pipeline(const std::string& name) {
  if (!is_good_name(name, "-")) {
    return refuse(
        fmt::format("'{}' cannot be a pipeline: its name begins with a small letter and has small letters, "
                    "digits, '-' and '_'",
                    name));
  }
  const int status = write_files({}, pipeline_scaffold(name));
  if (status == all_good) {
    fmt::print(
        "\nnext:\n  minutemill check {0}.yaml\n  minutemill test {0}.test.yaml\n  minutemill run {0}.yaml "
        "REPORT.html --out out\n",
        name);
  }
  return status;
}

}  // namespace

void add_new(CLI::App& app, Shared&, int& status) {
  CLI::App* verb = app.add_subcommand("new", "Writes the beginnings of a plugin or a pipeline");
  verb->require_subcommand(1);
  auto name = std::make_shared<std::string>();
  CLI::App* plugin =
      verb->add_subcommand("plugin", "Writes a folder with a stage that builds, is tested and runs");
  plugin->add_option("NAME", *name, "Name of the stage and of its folder")->required();
  plugin->callback([&status, name] { status = new_plugin(*name); });
  CLI::App* pipeline = verb->add_subcommand("pipeline", "Writes a pipeline and its tests, in this folder");
  pipeline->add_option("NAME", *name, "Name of the pipeline and of its file")->required();
  pipeline->callback([&status, name] { status = new_pipeline(*name); });
}

}  // namespace minutemill::cli
