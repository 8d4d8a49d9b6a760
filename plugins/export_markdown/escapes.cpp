#include "escapes.hpp"

#include <algorithm>

#include <unicode/uchar.h>

#include <minutemill/text.hpp>

namespace minutemill::markdown_out {
namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
bool is_word(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The line that is being written, from its first character that is no space.
std::string_view current_line(std::string_view paragraph) {
  const std::size_t end = paragraph.rfind('\n');
  std::string_view line = paragraph.substr(end == std::string_view::npos ? 0 : end + 1);
  while (line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

// "1", "12": what a '.' or ')' would make a list of.
bool is_list_number(std::string_view line) {
  return !line.empty() && line.size() <= 9 && std::ranges::all_of(line, is_digit);
}

// Signs that mean something only at the beginning of a line.
bool begins_block(char c, std::string_view line) {
  switch (c) {
    case '#':
    case '+':
    case '-':
    case '>':
    case '=':
    case '~':
    case ':':
      return line.empty();
    case '.':
    case ')':
      return is_list_number(line);
    default:
      return false;
  }
}

bool is_sign(std::string_view text, std::size_t at, std::string_view before) {
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  const char last = at > 0 ? text[at - 1] : before.empty() ? '\0' : before.back();
  switch (text[at]) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '|':
    case '$':
      return true;
    case '_':
      return !(is_word(last) && is_word(next));
    case '~':
      return next == '~' || last == '~';
    case '&':
      return next == '#' || is_word(next);
    case '!':
      return next == '[' || next == '\0';
    default:
      return false;
  }
}

bool is_punctuation(char32_t c) noexcept {
  const auto point = static_cast<UChar32>(c);
  return (U_GET_GC_MASK(point) & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
}
bool is_edge_or_space(char32_t c) noexcept {
  return c == 0 || u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

}  // namespace

void append_escaped(std::string& line, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || c == '\r' || c == '\t') {
      line.push_back(' ');
      continue;
    }
    const std::string_view so_far = current_line(line);
    if (is_sign(text, i, line) || begins_block(c, so_far)) line.push_back('\\');
    line.push_back(c);
  }
}

std::string link_destination(std::string_view url) {
  const bool plain = url.find_first_of(" ()<>\\") == std::string_view::npos && !url.empty();
  if (plain) return std::string(url);
  std::string out = "<";
  for (const char c : url) {
    if (c == '<' || c == '>' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + ">";
}

std::string link_title(std::string_view title) {
  std::string out = "\"";
  for (const char c : title) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c == '\n' || c == '\r' ? ' ' : c);
  }
  return out + "\"";
}

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out.push_back(c);
  }
  return out;
}

std::string fence_for(std::string_view text, std::size_t least) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max(least, longest + 1), '`');
}

bool is_left_flanking(char32_t before, char32_t after) noexcept {
  if (is_edge_or_space(after)) return false;
  return !is_punctuation(after) || is_edge_or_space(before) || is_punctuation(before);
}
bool is_right_flanking(char32_t before, char32_t after) noexcept {
  return is_left_flanking(after, before);
}

}  // namespace minutemill::markdown_out
