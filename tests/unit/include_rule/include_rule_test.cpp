// The dependency rule of docs/architecture.md, held against every #include of the source tree.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;

// Folders of core/, lowest first. A file may include its own folder's headers and those of lower layers.
const std::vector<std::set<std::string>> kLayers{
    {"text", "document", "config", "options", "rules", "package"},
    {"registry"},
    {"pipeline"},
    {"testing", "runtime"},
    {"cli"},
};

std::optional<std::size_t> layer_of(const std::string& folder) {
  for (std::size_t i = 0; i < kLayers.size(); ++i)
    if (kLayers[i].contains(folder)) return i;
  return std::nullopt;
}

bool is_source(const fs::path& file) {
  return file.extension() == ".cpp" || file.extension() == ".hpp";
}

struct Include {
  std::string file;  // relative to the source tree
  std::size_t line = 0;
  std::string name;
  bool quoted = false;
};

std::vector<Include> read_includes(const fs::path& root, const fs::path& file) {
  std::vector<Include> found;
  std::ifstream in(file);
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    std::string_view rest = line;
    if (!rest.starts_with("#include ")) continue;
    rest.remove_prefix(std::string_view("#include ").size());
    if (rest.empty() || (rest.front() != '"' && rest.front() != '<')) continue;
    const std::size_t end = rest.find(rest.front() == '"' ? '"' : '>', 1);
    found.push_back({fs::relative(file, root).string(), number, std::string(rest.substr(1, end - 1)),
                     rest.front() == '"'});
  }
  return found;
}

std::vector<Include> includes_below(std::string_view folder) {
  const fs::path root = MINUTEMILL_SOURCE_DIR;
  std::vector<Include> all;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (!entry.is_regular_file() || !is_source(entry.path())) continue;
    for (Include& include : read_includes(root, entry.path())) all.push_back(std::move(include));
  }
  return all;
}

std::string at(const Include& include) {
  return include.file + ":" + std::to_string(include.line) + ": #include " + include.name;
}

std::string first_folder(std::string_view path) {
  return std::string(path.substr(0, path.find('/')));
}

TEST(IncludeRule, SdkHeadersIncludeOnlyTheSdk) {
  for (const Include& include : includes_below("core/include")) {
    EXPECT_FALSE(include.quoted) << at(include) << "\nSDK headers include <minutemill/...> and libraries";
    EXPECT_FALSE(layer_of(first_folder(include.name))) << at(include);
  }
}

TEST(IncludeRule, CoreFoldersIncludeOnlyLowerLayers) {
  std::size_t checked = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(MINUTEMILL_SOURCE_DIR) / "core")) {
    const std::string folder = entry.path().filename().string();
    if (!entry.is_directory() || folder == "include") continue;
    const auto layer = layer_of(folder);
    ASSERT_TRUE(layer) << "core/" << folder << " has no layer: give it one here and in docs/architecture.md";
    for (const Include& include : includes_below("core/" + folder)) {
      if (!include.quoted) continue;
      const std::string target = first_folder(include.name);
      const auto target_layer = layer_of(target);
      EXPECT_TRUE(target_layer) << at(include) << "\nheaders of core are named by their folder: \"" << folder
                                << "/...\"";
      EXPECT_TRUE(target == folder || target_layer.value_or(0) < *layer)
          << at(include) << "\nis against the layers";
      ++checked;
    }
  }
  EXPECT_GT(checked, 0U);
}

TEST(IncludeRule, PluginsSeeTheSdkAlone) {
  const fs::path plugins = fs::path(MINUTEMILL_SOURCE_DIR) / "plugins";
  for (const Include& include : includes_below("plugins")) {
    if (!include.quoted) {
      EXPECT_FALSE(layer_of(first_folder(include.name))) << at(include);
      continue;
    }
    // A quoted name is a file of the plugin's own folder, or of a folder that plugins share.
    const fs::path beside =
        fs::path(MINUTEMILL_SOURCE_DIR) / fs::path(include.file).parent_path() / include.name;
    EXPECT_TRUE(fs::exists(beside) || fs::exists(plugins / include.name)) << at(include);
  }
}

// The language of reports, and the pages they come from, are data: they live in configs/. Comments may quote
// them.
bool holds_cjk(std::string_view code) {
  for (std::size_t i = 0; i + 2 < code.size(); ++i) {
    const auto lead = static_cast<unsigned char>(code[i]);
    const auto next = static_cast<unsigned char>(code[i + 1]);
    // U+3400 to U+9FFF in UTF-8.
    if ((lead == 0xE3 && next >= 0x90) || (lead >= 0xE4 && lead <= 0xE9)) return true;
  }
  return false;
}

TEST(IncludeRule, CodeHoldsNoCjk) {
  for (std::string_view folder : {"core", "plugins"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(MINUTEMILL_SOURCE_DIR) / folder)) {
      if (!entry.is_regular_file() || !is_source(entry.path())) continue;
      std::ifstream in(entry.path());
      std::string line;
      for (std::size_t number = 1; std::getline(in, line); ++number)
        EXPECT_FALSE(holds_cjk(std::string_view(line).substr(0, line.find("//"))))
            << entry.path().string() << ":" << number << ": words of a language belong into configs/";
    }
  }
}

}  // namespace
