// The plugins on the search path. A file is loaded when one of its stages is asked for, or when all are
// listed; a loaded file is never unloaded, since types, strings and thunks of it may live on anywhere.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/engine.hpp>
#include <minutemill/export.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill {

class MINUTEMILL_API Registry {
 public:
  using Entry = Engine::PluginEntry;

  explicit Registry(const EngineSettings& settings);
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;
  ~Registry();

  // In search order; folders that do not exist are kept, so that a message can name them.
  [[nodiscard]] const std::vector<std::string>& folders() const noexcept { return folders_; }

  // Every file of every folder, in search order; loads what is not loaded yet.
  [[nodiscard]] const std::vector<Entry>& entries();

  // Null when no plugin has the stage. `<name>.so` of each folder is tried first and the rest is loaded only
  // when none of them has the stage, so that a pipeline loads nothing but what it uses. Of two of one name
  // the first on the path wins.
  [[nodiscard]] const StageInfo* find_stage(std::string_view name);

  // Whose stage it is; for a stage that find_stage() returned.
  struct Origin {
    std::string_view plugin;
    std::string_view version;
    std::string_view file;
  };
  [[nodiscard]] Origin origin(const StageInfo& stage) const;

  // All stages of all plugins, by name.
  [[nodiscard]] std::vector<const StageInfo*> stages();

  // What to tell when a stage is missing: the nearest name, the folders searched, and each file that was
  // rejected with its reason. Many lines, no line end at the end.
  [[nodiscard]] std::string explain_missing(std::string_view name);

 private:
  Entry& load(const std::string& file);
  void load_all();

  std::vector<std::string> folders_;
  std::map<std::string, Entry, std::less<>> by_file_;
  std::map<std::string, const StageInfo*, std::less<>> by_stage_;
  std::vector<Entry> entries_;
  bool all_loaded_ = false;
};

// Folders searched for plugins, most preferred first: those of the settings, MINUTEMILL_PLUGIN_PATH
// (separated by ':'), $XDG_DATA_HOME/minutemill/plugins-<abi> (~/.local/share when not set), and the one
// beside libminutemill. Relative folders are refused in the environment, so that the current folder is never
// searched by accident.
[[nodiscard]] MINUTEMILL_API std::vector<std::string> plugin_search_path(const EngineSettings& settings);

// The folder that the running libminutemill was loaded from, "/usr/lib/x86_64-linux-gnu"; empty when it
// cannot be told.
[[nodiscard]] MINUTEMILL_API std::string library_folder();

}  // namespace minutemill
