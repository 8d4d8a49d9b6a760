#include "xml_output.hpp"

#include <charconv>

#include <minutemill/text.hpp>

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
  escape(value, true);
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
  escape(text, false);
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

void XmlOutput::escape(std::string_view text, bool in_attribute) {
  safe_.clear();
  make_xml_safe(text, safe_);
  const std::string_view safe = safe_;
  const std::string_view special = in_attribute ? "&<>\"\t\n\r" : "&<>\r";
  std::size_t run = 0;
  for (std::size_t at; (at = safe.find_first_of(special, run)) != std::string_view::npos; run = at + 1) {
    out_.append(safe, run, at - run);
    switch (safe[at]) {
      case '&':
        out_.append("&amp;");
        break;
      case '<':
        out_.append("&lt;");
        break;
      case '>':
        out_.append("&gt;");
        break;
      case '"':
        out_.append("&quot;");
        break;
      case '\t':
        out_.append("&#9;");
        break;
      case '\n':
        out_.append("&#10;");
        break;
      default:
        out_.append("&#13;");
        break;
    }
  }
  out_.append(safe, run, safe.size() - run);
}

}  // namespace minutemill::xhtml
