#include <minutemill/xml.hpp>

#include <array>
#include <cstdint>

#include <minutemill/text.hpp>

#include "text/eight_bytes.hpp"

namespace minutemill {
namespace {

// What is written for a byte of ASCII: null for the byte itself, nothing for what XML forbids.
using References = std::array<const char*, 128>;

constexpr References kEverywhere = [] {
  References references{};
  for (std::size_t byte = 0; byte < ' '; ++byte) references[byte] = "";
  references['\t'] = references['\n'] = references['\r'] = nullptr;
  return references;
}();

constexpr References kInText = [] {
  References references = kEverywhere;
  references['&'] = "&amp;";
  references['<'] = "&lt;";
  references['>'] = "&gt;";
  references['\r'] = "&#13;";  // else read as a line feed (XML 1.0 §2.11)
  return references;
}();

constexpr References kInAttribute = [] {
  References references = kInText;
  references['"'] = "&quot;";
  references['\t'] = "&#9;";  // else read as a space (XML 1.0 §3.3.3)
  references['\n'] = "&#10;";
  return references;
}();

// Eight bytes of ASCII that stand for themselves everywhere: no control characters, none of & " < >.
bool are_plain_in_xml(std::uint64_t bytes) noexcept {
  const std::uint64_t other =
      ~from(bytes, ' ') | equal(bytes | kEachByte * 4, '&') | equal(bytes | kEachByte * 2, '>');
  return are_ascii(bytes) && (other & kHighBits) == 0;
}

// U+FFFE and U+FFFF, EF BF BE and EF BF BF, are forbidden, and U+FFFD beside them is seldom.
bool is_allowed_three_bytes(std::string_view text, std::size_t at) noexcept {
  return detail::is_three_bytes(text, at) && (text[at] != '\xef' || text[at + 1] != '\xbf');
}

// True when something was left out or stands as U+FFFD.
bool append_allowed(std::string_view text, const References& references, std::string& out) {
  static constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  bool changed = false;
  std::size_t run = 0;  // begin of what stands for itself
  for (std::size_t i = 0; i < text.size();) {
    if (i + 8 <= text.size()) {
      const std::uint64_t bytes = eight_bytes(text, i);
      if (const std::size_t usual = are_two_ideographs(bytes) ? 6 : are_plain_in_xml(bytes) ? 8 : 0) {
        i += usual;
        continue;
      }
    }
    const std::size_t start = i;
    const auto byte = static_cast<unsigned char>(text[i]);
    std::string_view instead;
    if (byte < 0x80) {
      ++i;
      if (references[byte] == nullptr) continue;
      instead = references[byte];
    } else if (is_allowed_three_bytes(text, i)) {
      i += 3;
      continue;
    } else {
      const char32_t c = next_code_point(text, i);
      const bool ill_formed = c == 0xfffd && text.substr(start, i - start) != kReplacement;
      if (is_xml_char(c) && !ill_formed) continue;
      if (ill_formed) instead = kReplacement;
    }
    changed = changed || byte >= 0x80 || instead.empty();
    out.append(text, run, start - run).append(instead);
    run = i;
  }
  out.append(text, run, text.size() - run);
  return changed;
}

}  // namespace

bool make_xml_safe(std::string_view text, std::string& out) {
  return append_allowed(text, kEverywhere, out);
}

bool append_xml_text(std::string& out, std::string_view text) {
  return append_allowed(text, kInText, out);
}

bool append_xml_value(std::string& out, std::string_view value) {
  return append_allowed(value, kInAttribute, out);
}

XmlStringWriter::~XmlStringWriter() = default;
void XmlStringWriter::write(const void* data, std::size_t size) {
  out_.append(static_cast<const char*>(data), size);
}

void save_xml(const pugi::xml_node& root, std::string& out, bool standalone) {
  out.append(R"(<?xml version="1.0" encoding="UTF-8")")
      .append(standalone ? R"( standalone="yes"?>)" : "?>")
      .append("\n");
  XmlStringWriter writer(out);
  root.print(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
}

void append_text(pugi::xml_node parent, std::string_view text) {
  std::string safe;
  make_xml_safe(text, safe);
  parent.append_child(pugi::node_pcdata).set_value(safe.c_str());
}

pugi::xml_attribute append_attribute(pugi::xml_node node, const char* name, std::string_view value) {
  std::string safe;
  make_xml_safe(value, safe);
  pugi::xml_attribute attribute = node.append_attribute(name);
  attribute.set_value(safe.c_str());
  return attribute;
}

}  // namespace minutemill
