// Files that a pipeline names: where they are looked for, which may be read, and a record of those that were.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/options.hpp>

namespace minutemill {

// A relative path is looked for beside the file that names it, then in the folders of configs, there also in
// the folder for its kind ("rules", "styles"); ".yaml" may be left out. What is named in a file may not lead
// out of the pipeline's folder and the folders of configs; what the command line names may lie anywhere.
class ConfigFiles {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{64} * 1024 * 1024;  // a template document can be large

  // `own_folder`: that of the pipeline, empty when it has none.
  ConfigFiles(std::vector<std::string> config_folders, std::string own_folder);

  struct Request {
    std::string_view path;
    std::string_view folder;  // of the kind; may be empty
    std::string_view beside;  // folder of the file that names it
    bool from_command_line = false;
    bool configs_first = false;  // before `beside`: what a stage takes when nothing is named
  };
  struct Fault {
    std::string message;
    std::string hint;
  };
  // Reads a file, each once.
  [[nodiscard]] std::optional<ConfigFile> load(const Request& request, Fault& fault);

  // What was read: file -> SHA-256 of its bytes.
  [[nodiscard]] const std::map<std::string, std::string>& hashes() const noexcept { return hashes_; }
  [[nodiscard]] const std::string& own_folder() const noexcept { return own_folder_; }

 private:
  [[nodiscard]] std::vector<std::string> candidates(const Request& request) const;
  [[nodiscard]] bool is_inside(const std::string& file) const;
  [[nodiscard]] std::string not_found_hint(const Request& request,
                                           const std::vector<std::string>& tried) const;

  std::vector<std::string> config_folders_;
  std::string own_folder_;
  std::map<std::string, std::string> texts_;
  std::map<std::string, std::string> hashes_;
};

// `path` without "." and ".." and doubled '/'; relative to the current folder when it is relative.
[[nodiscard]] std::string absolute_path(std::string_view path);
[[nodiscard]] std::string folder_of(std::string_view file);
// Folders of configs: those named, then the one that belongs to the running libminutemill.
[[nodiscard]] MINUTEMILL_API std::vector<std::string> config_search_path(
    const std::vector<std::string>& named);

}  // namespace minutemill
