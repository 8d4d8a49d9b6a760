#include <minutemill/xml.hpp>

#include <array>
#include <cstdint>

#include "text/escaping.hpp"

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

struct XmlRules {
  const References& references;

  // Control characters, and & " < > wherever they stand.
  [[nodiscard]] static std::uint64_t special(std::uint64_t bytes) noexcept {
    return ~from(bytes, ' ') | equal(bytes | kEachByte * 4, '&') | equal(bytes | kEachByte * 2, '>');
  }
  [[nodiscard]] const char* instead_of(unsigned char c) const noexcept { return references[c]; }
  [[nodiscard]] static bool allows(char32_t c) noexcept {
    return c != 0xfffe && c != 0xffff;  // of what text can be decoded to
  }
};

}  // namespace

bool make_xml_safe(std::string_view text, std::string& out) {
  return append_escaped(out, text, XmlRules{kEverywhere});
}

bool append_xml_text(std::string& out, std::string_view text) {
  return append_escaped(out, text, XmlRules{kInText});
}

bool append_xml_value(std::string& out, std::string_view value) {
  return append_escaped(out, value, XmlRules{kInAttribute});
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
