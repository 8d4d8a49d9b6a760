// What whole folders compiled as one ask for (CMAKE_UNITY_BUILD): no name stands for two things in the
// anonymous namespaces of a folder.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;

// The text of the anonymous namespaces of a file, without comments.
std::string anonymous_part(const fs::path& file) {
  std::ifstream in(file);
  std::string text, line;
  for (bool inside = false; std::getline(in, line);) {
    if (line == "namespace {")
      inside = true;
    else if (line == "}  // namespace")
      inside = false;
    else if (inside)
      text += line.substr(0, line.find("//")) + "\n";
  }
  return text;
}

// Of a list of parameters the types: "int a, const std::string& b = {}" -> "int,const std::string&,".
std::string types_of(const std::string& parameters) {
  static const std::regex one(R"(\s*([^,]*?[\s&*])\w+(\s*=[^,]*)?(,|$))");
  const std::string types = std::regex_replace(parameters, one, "$1,");
  return std::regex_replace(types, std::regex(R"(\s+)"), " ");
}

struct Name {
  std::string name;
  std::string alias_of;  // empty: it is no alias
};

// Names of types and constants, and those of functions with the types of their parameters: overloads may
// share one.
std::vector<Name> names_in(const std::string& text) {
  static const std::regex type(R"((?:^|\n)(?:struct|class|enum class|enum) (\w+)(?: final)?[^;{\n]*\{)");
  static const std::regex constant(R"((?:^|\n)(?:constexpr|const|inline)\b[^\n(=;]*?\b(k[A-Z]\w*)\b)");
  static const std::regex alias(R"((?:^|\n)using (\w+) = ([^;]+);)");
  static const std::regex function(
      R"((?:^|\n)[A-Za-z\[][\w:<>,&*\[\] ]*[ &*](\w+)\(([^(){}]*)\)(?: noexcept)? \{)");
  std::vector<Name> names;
  using Each = std::sregex_iterator;
  for (const std::regex& pattern : {type, constant})
    for (Each at(text.begin(), text.end(), pattern), end; at != end; ++at) names.push_back({at->str(1), {}});
  for (Each at(text.begin(), text.end(), alias), end; at != end; ++at)
    names.push_back({at->str(1), at->str(2)});
  for (Each at(text.begin(), text.end(), function), end; at != end; ++at)
    names.push_back({at->str(1) + "(" + types_of(at->str(2)) + ")", {}});
  return names;
}

TEST(Names, OfAFolderStandForOneThing) {
  std::size_t seen = 0;
  for (const char* group : {"core", "plugins"}) {
    for (const auto& folder : fs::directory_iterator(fs::path(MINUTEMILL_SOURCE_DIR) / group)) {
      if (!folder.is_directory()) continue;
      std::map<std::string, std::pair<fs::path, std::string>> first;
      for (const auto& file : fs::directory_iterator(folder)) {
        if (file.path().extension() != ".cpp") continue;
        for (const auto& [name, alias_of] : names_in(anonymous_part(file.path()))) {
          ++seen;
          const auto [at, is_new] = first.try_emplace(name, file.path(), alias_of);
          const auto& [other, other_alias] = at->second;
          const bool one = is_new || other == file.path() || (!alias_of.empty() && alias_of == other_alias);
          EXPECT_TRUE(one) << name << " is in " << other.filename() << " and " << file.path().filename()
                           << " of " << folder.path()
                           << ":\nmake one of both, or find a name of its own for each";
        }
      }
    }
  }
  EXPECT_GT(seen, 1000U);
}

}  // namespace
