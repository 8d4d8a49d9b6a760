#include <minutemill/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "text/escaping.hpp"

namespace minutemill {

namespace {

constexpr std::size_t kLongestEscape = sizeof "\\u0000";

// What stands for each byte of ASCII in a string (RFC 8259 §7); empty: the byte itself. U+007F needs no
// escape but is none to read.
constexpr auto kEscapes = [] {
  std::array<std::array<char, kLongestEscape>, 128> escapes{};
  constexpr std::string_view kHex = "0123456789abcdef";
  for (std::size_t byte = 0; byte < escapes.size(); ++byte)
    if (byte < ' ' || byte == 0x7f) escapes[byte] = {'\\', 'u', '0', '0', kHex[byte >> 4], kHex[byte & 0xf]};
  escapes['\n'] = {'\\', 'n'};
  escapes['\t'] = {'\\', 't'};
  escapes['\r'] = {'\\', 'r'};
  escapes['"'] = {'\\', '"'};
  escapes['\\'] = {'\\', '\\'};
  return escapes;
}();

struct JsonRules {
  [[nodiscard]] static std::uint64_t special(std::uint64_t bytes) noexcept {
    return ~from(bytes, ' ') | equal(bytes, '"') | equal(bytes, '\\') | equal(bytes, 0x7f);
  }
  [[nodiscard]] static const char* instead_of(unsigned char c) noexcept {
    return kEscapes[c][0] == 0 ? nullptr : kEscapes[c].data();
  }
  [[nodiscard]] static bool allows(char32_t) noexcept { return true; }
};

// A line end, with a comma before it where one is wanted, and the indent of the next line.
void append_break(std::string& out, bool comma, std::size_t indent) {
  static constexpr std::string_view kBreak =
      ",\n                                                              ";
  const std::size_t begin = comma ? 0 : 1, room = kBreak.size() - 2;
  out.append(kBreak.substr(begin, 2 - begin + std::min(indent, room)));
  if (indent > room) out.append(indent - room, ' ');
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  append_escaped(out, text, JsonRules{});
  out.push_back('"');
}

void JsonWriter::new_line(std::size_t depth) {
  append_break(out_, false, depth * static_cast<std::size_t>(indent_));
}

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (indent_ >= 0 && !level.one_line)
    append_break(out_, !level.empty, levels_.size() * static_cast<std::size_t>(indent_));
  else if (!level.empty)
    out_.append(indent_ >= 0 ? ", " : ",");
  level.empty = false;
}

JsonWriter& JsonWriter::open(char bracket, Layout layout) {
  separate();
  out_.push_back(bracket);
  levels_.push_back({true, layout == on_one_line || (!levels_.empty() && levels_.back().one_line)});
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (indent_ >= 0 && !level.empty && !level.one_line) new_line(levels_.size());
  out_.push_back(bracket);
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_json_string(out_, name);
  out_.append(indent_ >= 0 ? ": " : ":");
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  append_json_string(out_, value);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return raw({digits, static_cast<std::size_t>(end - digits)});
}

JsonWriter& JsonWriter::number(double value) {
  if (!std::isfinite(value)) return null();
  char digits[40];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return raw({digits, static_cast<std::size_t>(end - digits)});
}

JsonWriter& JsonWriter::boolean(bool value) {
  return raw(value ? "true" : "false");
}
JsonWriter& JsonWriter::null() {
  return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_.append(json);
  return *this;
}

}  // namespace minutemill
