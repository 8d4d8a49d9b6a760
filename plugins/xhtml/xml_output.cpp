#include "xml_output.hpp"

#include <charconv>

#include <minutemill/text.hpp>
#include <minutemill/xml.hpp>

namespace minutemill::xhtml {

void XmlOutput::end_tag() {
  if (!in_tag_) return;
  out_.push_back('>');
  in_tag_ = false;
}

XmlOutput& XmlOutput::open(std::string_view name) {
  end_tag();
  out_.push_back('<');
  out_.append(name);
  in_tag_ = true;
  return *this;
}

XmlOutput& XmlOutput::attribute(std::string_view name, std::string_view value) {
  out_.push_back(' ');
  out_.append(name).append("=\"");
  append_xml_value(out_, value);
  out_.push_back('"');
  return *this;
}

XmlOutput& XmlOutput::attribute(std::string_view name, std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return attribute(name, std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

XmlOutput& XmlOutput::optional_attribute(std::string_view name, std::string_view value) {
  return value.empty() ? *this : attribute(name, value);
}

XmlOutput& XmlOutput::text(std::string_view text) {
  end_tag();
  if (append_xml_text(out_, text)) {
    std::string safe;
    make_xml_safe(text, safe);
    left_out_ += count_characters(text) - count_characters(safe);
  }
  return *this;
}

XmlOutput& XmlOutput::close(std::string_view name) {
  end_tag();
  out_.append("</").append(name).push_back('>');
  return *this;
}

XmlOutput& XmlOutput::close_empty() {
  out_.append("/>");
  in_tag_ = false;
  return *this;
}

XmlOutput& XmlOutput::raw(std::string_view xml) {
  end_tag();
  out_.append(xml);
  return *this;
}

}  // namespace minutemill::xhtml
