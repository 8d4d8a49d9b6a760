// Short hands for building WordprocessingML with pugixml. Names are string literals; values that come from
// the input go through minutemill::append_text and append_attribute, which drop what XML forbids.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include <minutemill/xml.hpp>

namespace minutemill::docx {

inline pugi::xml_node add(pugi::xml_node parent, const char* name) {
  return parent.append_child(name);
}

inline void set(pugi::xml_node node, const char* name, const char* value) {
  node.append_attribute(name).set_value(value);
}
inline void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}
inline void set(pugi::xml_node node, const char* name, std::string_view value) = delete;  // not terminated
template <std::integral Integer>
void set(pugi::xml_node node, const char* name, Integer value) {
  node.append_attribute(name).set_value(static_cast<long long>(value));
}

// The element without a declaration, behind what is in `out`.
inline void append_xml(const pugi::xml_node& node, std::string& out) {
  XmlStringWriter writer(out);
  node.print(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
}

// A part of the package, with its declaration.
inline std::string saved(const pugi::xml_document& tree) {
  std::string out;
  save_xml(tree, out, true);
  return out;
}

// <name w:val="value"/>
template <class Value>
pugi::xml_node add_value(pugi::xml_node parent, const char* name, const Value& value) {
  pugi::xml_node node = add(parent, name);
  set(node, "w:val", value);
  return node;
}
// An on/off property (ECMA-376 §17.17.4): present means on.
inline void add_flag(pugi::xml_node parent, const char* name, bool on) {
  pugi::xml_node node = add(parent, name);
  if (!on) set(node, "w:val", "0");
}

}  // namespace minutemill::docx
