#include <minutemill/xml.hpp>

#include <minutemill/text.hpp>

namespace minutemill {
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
