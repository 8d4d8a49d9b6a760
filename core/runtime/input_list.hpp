// What a run is given (files, folders, a list of paths) as one ordered stream of inputs. Folders are read one
// at a time, so that a tree of millions is never in memory as a whole.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/report.hpp>

#include "runtime/container.hpp"
#include "runtime/unique_fd.hpp"

namespace minutemill {

struct InputItem {
  std::uint32_t root = 0;  // index into InputList::roots()
  std::string path;        // relative to the root; any bytes but NUL
  std::string folder;      // of its outputs, relative to the output folder; not yet made safe
  bool follow = false;     // named by the user: links are followed
  // A record of a container: `path` is "container#record", and this is what is in it.
  bool in_memory = false;
  std::string bytes;
  std::string media_type;
  std::string charset;
  std::string url;
};

// Something on the way that is no input.
struct InputProblem {
  std::string name;
  std::string message;
  bool fails = false;  // counts as a failed input; otherwise it is only named
  FailureCode code = FailureCode::input;
};

// Which files of a folder are taken; a file that the user names is always taken. Patterns are of fnmatch(3),
// match the file's name and do not see case. Hidden folders and Apple's "._" files are never taken.
struct MINUTEMILL_API InputFilter {
  std::vector<std::string> include;
  std::vector<std::string> exclude;
  static InputFilter documents();
  [[nodiscard]] bool takes(const char* name) const;
};

// An input's name for messages.
[[nodiscard]] MINUTEMILL_API std::string input_name(const std::string& root, const std::string& path);

class MINUTEMILL_API InputList {
 public:
  struct Settings {
    std::vector<std::string> arguments;
    InputFilter filter = InputFilter::documents();
    int list_fd = -1;  // read for the argument "-": one path a line
    char list_separator = '\n';
    ContainerSettings containers;  // `takes` and `leave_out` are set by the list
    std::uint64_t out_device = 0,
                  out_inode = 0;  // the output folder, skipped when it lies in a folder of inputs
  };
  using Complain = std::function<void(InputProblem)>;

  InputList(Settings settings, Complain complain);
  ~InputList();
  InputList(const InputList&) = delete;
  InputList& operator=(const InputList&) = delete;

  // Inputs of a folder in the order of their names' bytes, folders where their own name stands.
  [[nodiscard]] std::optional<InputItem> next();
  // The folders that inputs are found in, as the user wrote them, without a slash at the end. The first is
  // empty: the current folder, for paths from the command line and from lists.
  [[nodiscard]] const std::vector<std::string>& roots() const noexcept { return roots_; }
  // Files that the filter left out, by their ending (".png"; at most 64 endings, then "other").
  [[nodiscard]] const std::map<std::string, std::uint64_t>& left_out() const noexcept { return left_out_; }

 private:
  struct Folder;    // one folder being listed
  struct PathList;  // standard input

  std::optional<InputItem> next_in_folders();
  std::optional<InputItem> next_in_list();
  std::optional<InputItem> next_in_container();
  void enter_container(UniqueFd file, std::uint32_t root, const std::string& path, const std::string& folder);
  std::optional<InputItem> open_argument(const std::string& argument);
  void enter(const std::string& path);
  bool is_regular(const Folder& folder, const std::string& name, unsigned char type);
  void explain_link(const Folder& folder, const std::string& name);
  void leave_out(std::string_view name);
  [[nodiscard]] std::string display(const std::string& path) const;

  Settings settings_;
  Complain complain_;
  std::vector<std::string> roots_;
  UniqueFd root_;          // the last of them
  std::string root_real_;  // the current root without links, for judging where a link leads
  std::vector<Folder> folders_;
  std::unique_ptr<PathList> list_;
  std::unique_ptr<Container> container_;
  UniqueFd container_file_;
  InputItem container_item_;  // the container as an item; its folder is that of its records
  std::size_t next_argument_ = 0;
  std::map<std::string, std::uint64_t> left_out_;
};

}  // namespace minutemill
