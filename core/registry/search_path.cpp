// Where plugins are searched.
#include "registry/registry.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <dlfcn.h>

namespace minutemill {
namespace {

namespace fs = std::filesystem;

fs::path plugin_folder_in(const fs::path& base) {
  return base / "minutemill" / ("plugins-" + std::to_string(MINUTEMILL_ABI));
}

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

void add(std::vector<std::string>& folders, const fs::path& folder) {
  std::string text = folder.lexically_normal().string();
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  for (const std::string& known : folders)
    if (known == text) return;
  folders.push_back(std::move(text));
}

void add_from_environment(std::vector<std::string>& folders) {
  std::string_view rest = environment("MINUTEMILL_PLUGIN_PATH");
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    if (folder.starts_with('/')) add(folders, fs::path(folder));
  }
  // XDG Base Directory Specification: relative values are to be ignored.
  if (const auto data = environment("XDG_DATA_HOME"); data.starts_with('/')) {
    add(folders, plugin_folder_in(data));
  } else if (const auto home = environment("HOME"); home.starts_with('/')) {
    add(folders, plugin_folder_in(fs::path(home) / ".local/share"));
  }
}

}  // namespace

std::string library_folder() {
  Dl_info info{};
  // Any function of this library will do.
  if (::dladdr(reinterpret_cast<const void*>(&library_folder), &info) == 0 || info.dli_fname == nullptr)
    return {};
  std::error_code error;
  const fs::path file = fs::canonical(info.dli_fname, error);
  return error ? std::string() : file.parent_path().string();
}

std::vector<std::string> plugin_search_path(const EngineSettings& settings) {
  std::vector<std::string> folders;
  for (const std::string& folder : settings.plugin_folders) {
    std::error_code error;
    const fs::path path = fs::absolute(folder, error);  // what the user named is meant from where the user is
    if (!folder.empty() && !error) add(folders, path);
  }
  if (settings.use_environment) add_from_environment(folders);
  if (const std::string beside = library_folder(); !beside.empty()) add(folders, plugin_folder_in(beside));
  return folders;
}

}  // namespace minutemill
