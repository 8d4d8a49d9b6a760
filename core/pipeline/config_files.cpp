#include "pipeline/config_files.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>

#include "pipeline/regular_file.hpp"
#include "pipeline/sha256.hpp"
#include "registry/registry.hpp"
#include <minutemill/config.hpp>

namespace minutemill {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxListed = 1000;  // files of a folder that are looked at for a near name

bool has_extension(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return path.substr(slash == std::string_view::npos ? 0 : slash + 1).find('.') != std::string_view::npos;
}

// Names of the files beside `file`, as one would write them.
std::vector<std::string> neighbours(const std::string& file) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder_of(file), error), end;
       !error && it != end && names.size() < kMaxListed; it.increment(error))
    names.push_back(it->path().filename().string());
  std::ranges::sort(names);
  return names;
}

}  // namespace

std::string absolute_path(std::string_view path) {
  std::error_code error;
  const fs::path whole = fs::absolute(fs::path(path), error);
  std::string text = (error ? fs::path(path) : whole).lexically_normal().string();
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  return text;
}

std::string folder_of(std::string_view file) {
  const std::size_t slash = file.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(slash == 0 ? "/" : file.substr(0, slash));
}

std::vector<std::string> config_search_path(const std::vector<std::string>& named) {
  std::vector<std::string> out;
  const auto add = [&](std::string folder) {
    if (std::ranges::find(out, folder) == out.end()) out.push_back(std::move(folder));
  };
  for (const std::string& folder : named)
    if (!folder.empty()) add(absolute_path(folder));
  if (const std::string library = library_folder(); !library.empty())
    add(absolute_path(library + "/" MINUTEMILL_CONFIGS_FROM_LIBRARY));
  return out;
}

ConfigFiles::ConfigFiles(std::vector<std::string> config_folders, std::string own_folder)
    : config_folders_(std::move(config_folders)),
      own_folder_(own_folder.empty() ? std::string() : absolute_path(own_folder)) {}

std::vector<std::string> ConfigFiles::candidates(const Request& request) const {
  std::vector<std::string> out;
  const auto add = [&](std::string_view folder, std::string_view kind) {
    const fs::path base = kind.empty() ? fs::path(folder) : fs::path(folder) / kind;
    const std::string file = absolute_path((base / request.path).string());
    for (const std::string& name : {file, has_extension(request.path) ? std::string() : file + ".yaml"})
      if (!name.empty() && std::ranges::find(out, name) == out.end()) out.push_back(name);
  };
  if (request.from_command_line) add(".", {});
  const auto add_beside = [&] {
    if (!request.beside.empty()) add(request.beside, {});
  };
  if (!request.configs_first) add_beside();
  for (const std::string& folder : config_folders_) {
    add(folder, {});
    if (!request.folder.empty()) add(folder, request.folder);
  }
  if (request.configs_first) add_beside();
  return out;
}

bool ConfigFiles::is_inside(const std::string& file) const {
  const auto below = [&](const std::string& folder) {
    return !folder.empty() && file.starts_with(folder) &&
           (folder == "/" || file.compare(folder.size(), 1, "/") == 0);
  };
  return below(own_folder_) || std::ranges::any_of(config_folders_, below);
}

std::optional<ConfigFile> ConfigFiles::load(const Request& request, Fault& fault) {
  if (request.path.empty() || request.path.find('\0') != std::string_view::npos) {
    fault = {"an empty path", "name a file"};
    return {};
  }
  bool outside = false;
  const std::vector<std::string> tried = candidates(request);
  for (const std::string& file : tried) {
    if (!request.from_command_line && !is_inside(file)) {
      outside = true;
      continue;
    }
    if (const auto known = texts_.find(file); known != texts_.end())
      return ConfigFile{std::string(request.path), file, known->second};
    FileText read = read_regular_file(file, kMaxBytes);
    if (read.text) {
      hashes_[file] = sha256(*read.text);
      texts_[file] = *read.text;
      return ConfigFile{std::string(request.path), file, std::move(*read.text)};
    }
    if (read.exists) {
      fault = {fmt::format("cannot read '{}': {}", file, read.error), {}};
      return {};
    }
  }
  if (outside) {
    fault = {fmt::format("'{}' leads out of the pipeline's folder", request.path),
             "put the file below that folder, or name its folder with --config-dir"};
  } else {
    fault = {fmt::format("there is no file '{}'", request.path), not_found_hint(request, tried)};
  }
  return {};
}

std::string ConfigFiles::not_found_hint(const Request& request, const std::vector<std::string>& tried) const {
  const std::size_t slash = request.path.rfind('/');
  const std::string_view name = request.path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  std::string folders;
  std::vector<std::string> names;
  for (const std::string& file : tried) {
    std::ranges::copy(neighbours(file), std::back_inserter(names));
    const std::string folder = folder_of(file);
    if (folders.find(folder + "\n") == std::string::npos) folders += folder + "\n";
  }
  const std::string_view near = nearest_name(name, {names.begin(), names.end()});
  if (!near.empty() && near != name)
    return fmt::format("did you mean '{}{}'?",
                       request.path.substr(0, slash == std::string_view::npos ? 0 : slash + 1), near);
  if (!folders.empty()) folders.pop_back();
  return "looked for in:\n" + folders;
}

}  // namespace minutemill
