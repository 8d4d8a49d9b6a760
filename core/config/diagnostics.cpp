#include <minutemill/config.hpp>

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "config/display_width.hpp"
#include <minutemill/text.hpp>

namespace minutemill {
namespace {

// A window of a line that is too long to be shown whole, in characters around the caret.
constexpr std::size_t kBefore = 50;
constexpr std::size_t kShown = 100;

struct Palette {
  std::string_view bold, error, warning, note, caret, hint, off;
};
constexpr Palette kPlain{};
constexpr Palette kColours{"\x1b[1m",    "\x1b[1;31m", "\x1b[1;35m", "\x1b[1;36m",
                           "\x1b[1;32m", "\x1b[36m",   "\x1b[0m"};

// A character as a terminal may be given it: nothing that moves the cursor or turns the direction of text.
char32_t showable(char32_t c) noexcept {
  if (c == '\t') return ' ';
  if (c < 0x20 || (c >= 0x7f && c < 0xa0) || is_bidi_control(c) || c == 0x2028 || c == 0x2029) return 0xfffd;
  return c;
}

// Text of a file within a message: safe for a terminal, line ends kept.
std::string safe_text(std::string_view text, std::string_view next_line_indent) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (c == '\n')
      out.append("\n").append(next_line_indent);
    else
      append_utf8(out, showable(c));
  }
  return out;
}

struct Excerpt {
  std::string text;
  std::string caret_line;
};

// The part of the line around the caret, and the line of carets for it.
Excerpt excerpt(const Diagnostic& d) {
  std::u32string characters;
  for (std::size_t i = 0; i < d.line.size();) characters.push_back(showable(next_code_point(d.line, i)));
  const std::size_t caret =
      std::min<std::size_t>(d.mark.column - std::min(d.mark.column, d.line_from), characters.size());
  std::size_t begin = 0;
  std::size_t end = characters.size();
  if (end > kShown) {
    begin = caret > kBefore ? caret - kBefore : 0;
    end = std::min(end, begin + kShown);
  }
  Excerpt out;
  if (begin > 0 || d.line_from > 1)
    out.text = out.caret_line = "...", std::fill(out.caret_line.begin(), out.caret_line.end(), ' ');
  const std::size_t caret_end = std::max(caret + 1, caret + d.length);
  for (std::size_t i = begin; i < end; ++i) {
    append_utf8(out.text, characters[i]);
    if (i >= caret_end) continue;
    const auto width = static_cast<std::size_t>(display_width(characters[i]));
    if (i < caret)
      out.caret_line.append(width, ' ');
    else if (i == caret)
      out.caret_line.append("^").append(width > 0 ? width - 1 : 0, '~');
    else
      out.caret_line.append(width, '~');
  }
  if (caret >= end) out.caret_line.append("^");
  if (end < characters.size()) out.text.append("...");
  return out;
}

std::string_view colour_of(Severity severity, const Palette& palette) noexcept {
  switch (severity) {
    case Severity::error:
      return palette.error;
    case Severity::warning:
      return palette.warning;
    case Severity::note:
      return palette.note;
  }
  return {};
}

void write(std::string& out, const Diagnostic& d, const Palette& p) {
  out.append(p.bold).append(safe_text(d.file, ""));
  if (d.mark.line > 0) out.append(fmt::format(":{}:{}", d.mark.line, d.mark.column));
  out.append(":")
      .append(p.off)
      .append(" ")
      .append(colour_of(d.severity, p))
      .append(to_string(d.severity))
      .append(":");
  out.append(p.off).append(" ").append(safe_text(d.message, "  ")).append("\n");
  if (d.mark.line > 0) {
    const Excerpt shown = excerpt(d);
    out.append(fmt::format("{:>5} | {}\n      | {}{}{}\n", d.mark.line, shown.text, p.caret, shown.caret_line,
                           p.off));
  }
  if (!d.hint.empty())
    out.append("  ")
        .append(p.hint)
        .append("hint:")
        .append(p.off)
        .append(" ")
        .append(safe_text(d.hint, "    "))
        .append("\n");
}

}  // namespace

void Diagnostics::add(Diagnostic diagnostic) {
  // A file that two steps name is read twice; its faults are told once.
  const bool known = std::ranges::any_of(all_, [&](const Diagnostic& d) {
    return d.mark == diagnostic.mark && d.message == diagnostic.message && d.file == diagnostic.file;
  });
  if (known) return;
  if (diagnostic.severity == Severity::error) {
    ++errors_;
    if (diagnostic.about_plugin) ++plugin_errors_;
  }
  if (all_.size() < kMaxKept)
    all_.push_back(std::move(diagnostic));
  else
    ++not_kept_;
}

std::string Diagnostics::format(bool colour) const {
  // Files in the order in which they were first complained of; within a file by place.
  std::map<std::string_view, std::size_t> files;
  for (const Diagnostic& d : all_) files.emplace(d.file, files.size());
  std::vector<const Diagnostic*> order;
  for (const Diagnostic& d : all_) order.push_back(&d);
  std::stable_sort(order.begin(), order.end(), [&](const Diagnostic* a, const Diagnostic* b) {
    return std::tuple(files[a->file], a->mark.line, a->mark.column) <
           std::tuple(files[b->file], b->mark.line, b->mark.column);
  });
  const Palette& palette = colour ? kColours : kPlain;
  std::string out;
  for (const Diagnostic* d : order) write(out, *d, palette);
  if (not_kept_ > 0) out.append(fmt::format("... and {} more\n", not_kept_));
  return out;
}

}  // namespace minutemill
