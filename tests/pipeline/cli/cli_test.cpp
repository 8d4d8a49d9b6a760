// What the program says and how it exits: cases.yaml, one process a case in a folder of its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

#include <minutemill/config.hpp>

#include "support/process.hpp"

namespace {

namespace fs = std::filesystem;

struct Case {
  std::string name;
  std::vector<std::pair<std::string, std::string>> files;  // path -> text
  std::vector<std::string> folders;
  std::vector<std::pair<std::string, std::string>> links;  // path -> target
  std::vector<std::pair<std::string, std::string>> environment;
  std::string unreadable;
  std::vector<std::string> command;
  std::string input;
  std::int64_t status = 0;
  std::vector<std::string> out, err, out_not, err_not;  // texts that must and must not be there
  std::vector<std::string> made, not_made;              // files afterwards
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.name;
}

std::vector<std::pair<std::string, std::string>> read_map(const minutemill::ConfigNode* node) {
  std::vector<std::pair<std::string, std::string>> map;
  if (node != nullptr)
    for (const auto& [key, value] : node->entries()) map.emplace_back(key->scalar(), value->scalar());
  return map;
}

Case read_case(const minutemill::ConfigNode& node, minutemill::Diagnostics& diagnostics) {
  Case c;
  minutemill::ConfigReader reader(node, "case", diagnostics);
  c.name = reader.text("name", {}, true);
  c.files = read_map(reader.map("files"));
  c.folders = reader.texts("folders");
  c.links = read_map(reader.map("links"));
  c.environment = read_map(reader.map("environment"));
  c.unreadable = reader.text("unreadable");
  c.command = reader.texts("command", true);
  c.input = reader.text("input");
  c.status = reader.integer("status", 0, 0, 255);
  c.out = reader.texts("out");
  c.err = reader.texts("err");
  c.out_not = reader.texts("out_not");
  c.err_not = reader.texts("err_not");
  c.made = reader.texts("made");
  c.not_made = reader.texts("not_made");
  reader.finish();
  return c;
}

std::vector<Case> read_cases() {
  const fs::path file = fs::path(MINUTEMILL_SOURCE_DIR) / "tests/pipeline/cli/cases.yaml";
  minutemill::Diagnostics diagnostics;
  const auto document =
      minutemill::ConfigDocument::parse(file.string(), test_support::read_file(file), diagnostics);
  std::vector<Case> cases;
  if (document)
    for (const minutemill::ConfigNode* node : document->root().items())
      cases.push_back(read_case(*node, diagnostics));
  if (diagnostics.has_errors()) throw std::runtime_error(diagnostics.format());
  return cases;
}

std::string test_name(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.name;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

// $FOLDER in a word stands for the folder of the case, $SOURCE for the source tree.
std::string expand(std::string word, const fs::path& folder) {
  const std::pair<std::string_view, std::string> variables[] = {{"$FOLDER", folder.string()},
                                                                {"$SOURCE", MINUTEMILL_SOURCE_DIR}};
  for (const auto& [name, value] : variables)
    for (std::size_t at = 0; (at = word.find(name, at)) != std::string::npos; at += value.size())
      word.replace(at, name.size(), value);
  return word;
}

void make_files(const Case& c, const test_support::TemporaryFolder& folder) {
  for (const auto& [path, text] : c.files) folder.write(path, text);
  for (const std::string& path : c.folders) fs::create_directories(folder.path() / path);
  for (const auto& [path, target] : c.links) fs::create_symlink(target, folder.path() / path);
  if (!c.unreadable.empty()) {
    folder.write(c.unreadable, "<p>text</p>");
    fs::permissions(folder.path() / c.unreadable, fs::perms::none);
  }
}

class Command : public testing::TestWithParam<Case> {};

TEST_P(Command, Says) {
  const Case& c = GetParam();
  if (!c.unreadable.empty() && ::geteuid() == 0) GTEST_SKIP() << "root can read every file";
  const test_support::TemporaryFolder folder;
  make_files(c, folder);
  test_support::ProcessSettings settings;
  settings.folder = folder.path();
  for (const auto& [name, value] : c.environment)
    settings.environment.emplace_back(name, expand(value, folder.path()));
  settings.input = c.input;
  std::vector<std::string> command{MINUTEMILL_PROGRAM};
  for (const std::string& word : c.command) command.push_back(expand(word, folder.path()));
  const test_support::Process process = test_support::run_process(command, settings);

  EXPECT_EQ(process.signal, 0);
  EXPECT_EQ(process.status, c.status);
  for (const std::string& text : c.out)
    EXPECT_NE(process.out.find(text), std::string::npos) << "no \"" << text << "\" in its output";
  for (const std::string& text : c.err)
    EXPECT_NE(process.err.find(text), std::string::npos) << "no \"" << text << "\" in its messages";
  for (const std::string& text : c.out_not) EXPECT_EQ(process.out.find(text), std::string::npos) << text;
  for (const std::string& text : c.err_not) EXPECT_EQ(process.err.find(text), std::string::npos) << text;
  for (const std::string& path : c.made)
    EXPECT_TRUE(fs::exists(folder.path() / path)) << path << " was not made";
  for (const std::string& path : c.not_made)
    EXPECT_FALSE(fs::exists(folder.path() / path)) << path << " was made";
  if (HasFailure()) std::cout << "output:\n" << process.out << "messages:\n" << process.err << "\n";
}

INSTANTIATE_TEST_SUITE_P(Cli, Command, testing::ValuesIn(read_cases()), test_name);

}  // namespace
