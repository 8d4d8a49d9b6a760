#include "pipeline/find_pipeline.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace minutemill {
namespace {

namespace fs = std::filesystem;

bool is_plain_name(const std::string& name) {
  return name.find('/') == std::string::npos && !name.ends_with(".yaml") && !name.ends_with(".yml");
}

bool exists(const std::string& file) {
  std::error_code error;
  return fs::exists(file, error);
}

}  // namespace

std::vector<std::string> installed_pipelines(const std::vector<std::string>& config_folders) {
  std::vector<std::string> names;
  for (const std::string& folder : config_folders) {
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      const fs::path file = it->path();
      if (file.extension() == ".yaml" && file.stem().extension() != ".test")
        names.push_back(file.stem().string());
    }
  }
  std::ranges::sort(names);
  return names;
}

std::string find_pipeline(const std::string& name, const std::vector<std::string>& config_folders,
                          Diagnostics& diagnostics) {
  if (is_plain_name(name)) {
    for (const std::string& folder : config_folders)
      if (std::string file = fmt::format("{}/{}.yaml", folder, name); exists(file)) return file;
  }
  if (exists(name)) return name;
  const std::vector<std::string> installed = installed_pipelines(config_folders);
  const std::string_view near =
      nearest_name(fs::path(name).stem().string(), {installed.begin(), installed.end()});
  const std::string hint =
      !near.empty() ? fmt::format("did you mean '{}'?", near)
                    : fmt::format("installed pipelines: {}",
                                  installed.empty() ? "none" : fmt::format("{}", fmt::join(installed, ", ")));
  diagnostics.add({Severity::error,
                   name,
                   {},
                   1,
                   is_plain_name(name) ? "there is no pipeline of this name" : "there is no such file",
                   hint,
                   {}});
  return {};
}

}  // namespace minutemill
