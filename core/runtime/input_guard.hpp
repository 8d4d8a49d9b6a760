// Keeps outputs from replacing inputs when the output folder is, or holds, a folder of inputs.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "runtime/input_list.hpp"

namespace minutemill {

// Knows inputs by their paths below the output folder; when no input lies there, asking costs nothing. Files
// of a list on standard input are known once they are told, since nobody knows what else such a list will
// bring.
class MINUTEMILL_API InputGuard {
 public:
  // `out` is there already; `arguments` are what the user has named.
  InputGuard(const std::string& out, const std::vector<std::string>& arguments, const InputFilter& filter);

  void add_file(const std::string& path);
  // True when the file at this path, relative to the output folder, is an input or will be found as one.
  [[nodiscard]] bool protects(const std::string& path) const;

 private:
  void add(const std::string& argument);

  std::string out_;  // without links, with a slash at the end; empty when it cannot be told
  InputFilter filter_;
  std::unordered_set<std::string> files_;  // folded, relative to the output folder
  std::vector<std::string> folders_;  // the same, with a slash at the end; empty for the output folder itself
};

}  // namespace minutemill
