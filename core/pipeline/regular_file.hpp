// Reading a whole file that a configuration names: regular files only, never a device or a pipe that would
// not end.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace minutemill {

struct FileText {
  std::optional<std::string> text;
  bool exists = false;
  std::string error;  // "is a folder", "Permission denied"
};

[[nodiscard]] FileText read_regular_file(const std::string& file, std::size_t max_bytes);

}  // namespace minutemill
