#include <minutemill/json.hpp>

#include <array>
#include <charconv>
#include <cmath>

#include <minutemill/text.hpp>

#include "text/eight_bytes.hpp"

namespace minutemill {

namespace {

void append_escape(std::string& out, unsigned char control) {
  switch (control) {
    case '\n':
      out.append("\\n");
      return;
    case '\t':
      out.append("\\t");
      return;
    case '\r':
      out.append("\\r");
      return;
    case '"':
      out.append("\\\"");
      return;
    case '\\':
      out.append("\\\\");
      return;
    default:
      break;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  out.append("\\u00").push_back(kHex[control >> 4]);
  out.push_back(kHex[control & 0xf]);
}

constexpr std::array<bool, 256> kPlainInJson = [] {
  std::array<bool, 256> plain{};
  for (unsigned byte = 0x20; byte < plain.size(); ++byte)
    plain[byte] = byte != '"' && byte != '\\' && byte != 0x7f;
  return plain;
}();

bool is_plain(char byte) noexcept {
  return kPlainInJson[static_cast<unsigned char>(byte)];
}

// Whether eight bytes, of which those beyond ASCII count as letters, are all plain.
bool are_plain_in_json(std::uint64_t bytes) noexcept {
  const std::uint64_t ascii = bytes & ~kHighBits;
  const std::uint64_t other =
      ~from(ascii, 0x20) | equal(ascii, '"') | equal(ascii, '\\') | equal(ascii, 0x7f);
  return (other & ~bytes & kHighBits) == 0;
}

// Offset of the first byte from `begin` on that a string cannot hold as it is, or the end.
std::size_t find_unplain(std::string_view text, std::size_t begin) noexcept {
  while (begin + 8 <= text.size() && are_plain_in_json(eight_bytes(text, begin))) begin += 8;
  while (begin < text.size() && is_plain(text[begin])) ++begin;
  return begin;
}

void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t run = 0;;) {
    const std::size_t end = find_unplain(text, run);
    out.append(text, run, end - run);
    if (end == text.size()) return;
    append_escape(out, static_cast<unsigned char>(text[end]));
    run = end + 1;
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  for (;;) {
    const std::size_t bad = find_invalid_utf8(text);
    append_escaped(out, text.substr(0, bad));
    if (bad == std::string_view::npos) break;
    std::size_t next = bad;
    append_utf8(out, next_code_point(text, next));
    text.remove_prefix(next);
  }
  out.push_back('"');
}

void JsonWriter::new_line(std::size_t depth) {
  out_.push_back('\n');
  out_.append(depth * static_cast<std::size_t>(indent_), ' ');
}

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.empty) out_.push_back(',');
  if (indent_ >= 0) {
    if (!level.one_line)
      new_line(levels_.size());
    else if (!level.empty)
      out_.push_back(' ');
  }
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
