#include "cli/trace_lines.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/display_width.hpp"
#include <minutemill/text.hpp>

namespace minutemill::cli {
namespace {

constexpr std::size_t kMaxIndent = 40;

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size();)
    columns += static_cast<std::size_t>(display_width(next_code_point(text, i)));
  return columns;
}

}  // namespace

std::string fit_columns(std::string_view text, std::size_t columns) {
  std::string out;
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size();) {
    char32_t c = next_code_point(text, i);
    if (c == '\n')
      c = 0x21b5;  // ↵
    else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || is_bidi_control(c))
      c = 0xfffd;
    const auto width = static_cast<std::size_t>(display_width(c));
    if (used + width > columns) return out + "…";
    append_utf8(out, c);
    used += width;
  }
  return out;
}

std::string TreeLines::coloured(std::string_view code, std::string_view text) const {
  return style_.colour && !text.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

void TreeLines::add(std::size_t depth, std::string_view name, std::string_view attributes,
                    const std::string* quoted) {
  if (count_++ >= style_.lines) return;
  const std::size_t indent = std::min(2 * depth, kMaxIndent);
  const std::string shown = fit_columns(attributes, style_.width / 2);
  out_.append(indent, ' ').append(coloured("34", name));
  if (!shown.empty()) out_.append(" ").append(coloured("90", shown));
  if (quoted != nullptr) {
    const std::size_t used = indent + columns_of(name) + columns_of(shown) + 4;
    out_.append(" \"")
        .append(fit_columns(*quoted, style_.width > used + 20 ? style_.width - used : 20))
        .append("\"");
  }
  out_.push_back('\n');
}

std::string TreeLines::finish() {
  if (count_ > style_.lines) out_ += fmt::format("... and {} more lines (--lines)\n", count_ - style_.lines);
  return std::move(out_);
}

}  // namespace minutemill::cli
