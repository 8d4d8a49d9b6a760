#include "config/kept_line.hpp"

#include <minutemill/text.hpp>

namespace minutemill {
namespace {

// Longest part of a line that a diagnostic keeps, in bytes before and after its mark.
constexpr std::size_t kKeptAround = 400;

}  // namespace

std::size_t offset_of_column(std::string_view line, std::uint32_t column) noexcept {
  std::size_t i = 0;
  for (std::uint32_t c = 1; c < column && i < line.size(); ++c) (void)next_code_point(line, i);
  return i;
}

void keep_line(Diagnostic& diagnostic, std::string_view whole) {
  const std::size_t at = offset_of_column(whole, diagnostic.mark.column);
  std::size_t begin = at > kKeptAround ? at - kKeptAround : 0;
  while (begin > 0 && (static_cast<unsigned char>(whole[begin]) & 0xc0U) == 0x80) --begin;
  diagnostic.line = cut_utf8(whole.substr(begin), at - begin + kKeptAround);
  diagnostic.line_from = static_cast<std::uint32_t>(1 + count_code_points(whole.substr(0, begin)));
}

}  // namespace minutemill
