#include "registry/registry.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "registry/plugin_file.hpp"

namespace minutemill {
namespace {

namespace fs = std::filesystem;

bool is_stage_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

// Sorted, so that which of two files wins does not hang on the file system.
std::vector<std::string> shared_objects(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".so") files.push_back(it->path().string());
  std::ranges::sort(files);
  return files;
}

}  // namespace

Registry::Registry(const EngineSettings& settings) : folders_(plugin_search_path(settings)) {}
Registry::~Registry() = default;

Registry::Entry& Registry::load(const std::string& file) {
  if (const auto known = by_file_.find(file); known != by_file_.end()) return known->second;
  Entry& entry = by_file_[file];
  entry.file = file;
  if (const Manifest* manifest = load_plugin(file, entry.rejected)) {
    entry.name = manifest->name;
    entry.version = manifest->version;
    entry.stages.assign(manifest->stages, manifest->stages + manifest->stage_count);
  }
  return entry;
}

void Registry::load_all() {
  if (all_loaded_) return;
  all_loaded_ = true;
  for (const std::string& folder : folders_)
    for (const std::string& file : shared_objects(folder)) entries_.push_back(load(file));
  // The same order as in find_stage(): first those in a file of their name, then the others.
  for (const bool own_file : {true, false})
    for (const Entry& entry : entries_)
      for (const StageInfo* stage : entry.stages)
        if ((fs::path(entry.file).stem() == stage->name) == own_file)
          by_stage_.try_emplace(stage->name, stage);
}

const std::vector<Registry::Entry>& Registry::entries() {
  load_all();
  return entries_;
}

const StageInfo* Registry::find_stage(std::string_view name) {
  if (const auto known = by_stage_.find(name); known != by_stage_.end()) return known->second;
  if (all_loaded_ || !is_stage_name(name)) return nullptr;
  for (const std::string& folder : folders_) {
    const std::string file = fmt::format("{}/{}.so", folder, name);
    std::error_code error;
    if (!fs::is_regular_file(file, error)) continue;
    for (const StageInfo* stage : load(file).stages) {
      if (stage->name != name) continue;
      by_stage_.emplace(name, stage);
      return stage;
    }
  }
  load_all();
  const auto found = by_stage_.find(name);
  return found == by_stage_.end() ? nullptr : found->second;
}

Registry::Origin Registry::origin(const StageInfo& stage) const {
  for (const auto& [file, entry] : by_file_)
    if (std::ranges::find(entry.stages, &stage) != entry.stages.end())
      return {entry.name, entry.version, entry.file};
  return {};
}

std::vector<const StageInfo*> Registry::stages() {
  load_all();
  std::vector<const StageInfo*> all;
  for (const auto& [name, stage] : by_stage_) all.push_back(stage);
  return all;
}

std::string Registry::explain_missing(std::string_view name) {
  std::string out = fmt::format("no plugin has the stage '{}'", name);
  std::vector<std::string_view> names;
  for (const StageInfo* stage : stages()) names.emplace_back(stage->name);
  if (const auto nearest = nearest_name(name, names); !nearest.empty())
    out += fmt::format("; did you mean '{}'?", nearest);
  out += "\nfolders searched:";
  for (const std::string& folder : folders_) {
    std::error_code error;
    const std::size_t files = shared_objects(folder).size();
    const std::string what = !fs::is_directory(folder, error) ? "does not exist"
                             : files == 1                     ? "1 plugin file"
                                                              : fmt::format("{} plugin files", files);
    out += fmt::format("\n  {} ({})", folder, what);
  }
  bool first = true;
  for (const Entry& entry : entries_) {
    if (entry.rejected.empty()) continue;
    if (first) out += "\nfiles rejected:";
    first = false;
    out += fmt::format("\n  {}: {}", entry.file, entry.rejected);
  }
  return out;
}

}  // namespace minutemill
