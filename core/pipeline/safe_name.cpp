#include "pipeline/safe_name.hpp"

#include <algorithm>
#include <array>

#include <minutemill/text.hpp>

namespace minutemill {
namespace {

// Windows: Naming Files, Paths, and Namespaces; '/' and NUL are POSIX's own.
constexpr std::string_view kReserved = "<>:\"/\\|?*";

bool is_left_out(char32_t c) noexcept {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || is_bidi_control(c) || (c >= 0x200b && c <= 0x200d) ||
         c == 0x2060 || c == 0xad || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || (c & 0xfffeU) == 0xfffe ||
         (c >= 0xfdd0 && c <= 0xfdef) || (c >= 0xe0000 && c <= 0xe0fff);
}

bool is_plain(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
         c == '.';
}

void trim_part(std::string& text) {
  text.erase(0, std::min(text.find_first_not_of(" .-"), text.size()));
  text.erase(text.find_last_not_of(" .") + 1);
}

}  // namespace

std::string safe_name_part(std::string_view text) {
  auto i = static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
  std::string out(text.substr(0, i));  // mostly this is all
  bool space = false;
  while (i < text.size()) {
    const char32_t c = next_code_point(text, i);
    if (is_space(c)) {
      space = true;
      continue;
    }
    if (is_left_out(c)) continue;
    if (space && !out.empty()) out.push_back(' ');
    space = false;
    if (c < 0x80 && kReserved.find(static_cast<char>(c)) != std::string_view::npos)
      out.push_back('-');
    else
      append_utf8(out, c);
  }
  trim_part(out);
  return out;
}

bool is_device_name(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 6> kDevices{"con", "prn", "aux", "nul", "conin$", "conout$"};
  std::string stem(name.substr(0, std::min<std::size_t>(name.find('.'), 8)));
  std::ranges::transform(stem, stem.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  while (!stem.empty() && stem.back() == ' ') stem.pop_back();
  if (std::ranges::find(kDevices, stem) != kDevices.end()) return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '1' &&
         stem[3] <= '9';
}

}  // namespace minutemill
