#include "runtime/run_names.hpp"

#include "pipeline/safe_name.hpp"

namespace minutemill {

std::string safe_path(std::string_view path) {
  std::string safe;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    std::string name = safe_name_part(part);
    if (name.empty() || is_device_name(name)) name += '_';
    if (!safe.empty()) safe += '/';
    safe += name;
  }
  return safe;
}

}  // namespace minutemill
