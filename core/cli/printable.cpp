#include "cli/printable.hpp"

#include <fmt/format.h>

#include <array>

#include <minutemill/text.hpp>

namespace minutemill::cli {

std::string printable(std::string_view text, std::size_t bytes) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const bool ill_formed = c == 0xFFFD && text.substr(begin, 3) != "\xEF\xBF\xBD";
    std::string shown;
    if (c == '\n')
      shown = "\\n";
    else if (c == '\t')
      shown = "\\t";
    else if (ill_formed)
      for (std::size_t i = begin; i < at; ++i)
        shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i]));
    else if (c < 0x20 || (c >= 0x7F && c < 0xA0))
      shown = fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    else if (is_bidi_control(c) || c == 0x2028 || c == 0x2029)
      shown = fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      shown = text.substr(begin, at - begin);
    if (out.size() + shown.size() > bytes) return out + "...";
    out += shown;
  }
  return out;
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string byte_text(std::uint64_t bytes) {
  static constexpr std::array<std::string_view, 5> kUnits{"kB", "MB", "GB", "TB", "PB"};
  if (bytes < 1000) return fmt::format("{} B", bytes);
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; value >= 999.95 && unit + 1 < kUnits.size(); ++unit) value /= 1000;
  return fmt::format("{:.1f} {}", value, kUnits[unit]);
}

std::string duration_text(double seconds) {
  if (seconds < 60) return fmt::format("{:.2f} s", seconds);
  const auto whole = static_cast<std::uint64_t>(seconds);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace minutemill::cli
