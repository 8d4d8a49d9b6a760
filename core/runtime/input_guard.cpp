#include "runtime/input_guard.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "runtime/output_names.hpp"

namespace minutemill {
namespace {

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  return real ? std::string(real.get()) : std::string();
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

// Where the name itself stands, whatever it may be a link to.
std::string real_place(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = real_path(slash == std::string::npos ? "." : path.substr(0, slash + 1));
  return folder.empty() ? folder : (folder == "/" ? folder : folder + '/') + path.substr(slash + 1);
}

}  // namespace

InputGuard::InputGuard(const std::string& out, const std::vector<std::string>& arguments,
                       const InputFilter& filter)
    : out_(real_path(out)), filter_(filter) {
  if (out_.empty()) return;
  if (out_.back() != '/') out_ += '/';
  for (const std::string& argument : arguments)
    if (argument != "-") add(argument);
}

void InputGuard::add(const std::string& argument) {
  struct stat status {};
  if (::stat(argument.c_str(), &status) != 0) return;
  if (!S_ISDIR(status.st_mode)) return add_file(argument);
  std::string real = real_path(argument);
  if (real.empty()) return;
  if (real.back() != '/') real += '/';
  // A folder above the output folder does not matter: listing passes over the output folder.
  if (starts_with(real, out_)) folders_.push_back(folded_path(real.substr(out_.size())));
}

void InputGuard::add_file(const std::string& path) {
  if (out_.empty()) return;
  for (const std::string& real : {real_place(path), real_path(path)})
    if (starts_with(real, out_)) files_.insert(folded_path(real.substr(out_.size())));
}

bool InputGuard::protects(const std::string& path) const {
  if (files_.empty() && folders_.empty()) return false;
  const std::string folded = folded_path(path);
  if (files_.count(folded) != 0) return true;
  if (!filter_.takes(path.substr(path.rfind('/') + 1).c_str())) return false;
  const bool below = std::any_of(folders_.begin(), folders_.end(), [&folded](const std::string& folder) {
    return starts_with(folded, folder);
  });
  struct stat status {};
  return below && ::lstat((out_ + path).c_str(), &status) == 0;
}

}  // namespace minutemill
