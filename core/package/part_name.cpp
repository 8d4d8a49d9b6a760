#include "package/part_name.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill {
namespace {

// Zip's field for it has 16 bits; file systems end earlier.
constexpr std::size_t kLongestName = 1024;

bool has_dot_segment(std::string_view name) {
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    const std::string_view segment = name.substr(begin, end - begin);
    if (segment.empty() || segment == "." || segment == "..") return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

std::string part_name_fault(std::string_view name) {
  if (name.empty()) return "is empty";
  if (name.size() > kLongestName) return "is longer than " + std::to_string(kLongestName) + " bytes";
  if (name.front() == '/') return "is absolute";
  if (name.find('\\') != std::string_view::npos) return "has a backslash in it";
  if (name.size() > 1 && name[1] == ':') return "starts with a drive letter";
  if (std::any_of(name.begin(), name.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
    return "has a control character in it";
  if (find_invalid_utf8(name) != std::string_view::npos) return "is not UTF-8";
  if (has_dot_segment(name)) return "has an empty, '.' or '..' part";
  return {};
}

std::string folded_part_name(std::string_view name) {
  std::string folded(name);
  for (char& c : folded)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return folded;
}

}  // namespace minutemill
