#include "xml_output.hpp"

#include <array>
#include <charconv>

#include <minutemill/text.hpp>

namespace minutemill::xhtml {

namespace {

// What stands for a byte; null: the byte itself.
using References = std::array<const char*, 256>;

constexpr References kInText = [] {
  References references{};
  references['&'] = "&amp;";
  references['<'] = "&lt;";
  references['>'] = "&gt;";
  references['\r'] = "&#13;";
  return references;
}();

constexpr References kInAttribute = [] {
  References references = kInText;
  references['"'] = "&quot;";
  references['\t'] = "&#9;";
  references['\n'] = "&#10;";
  return references;
}();

}  // namespace

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
  const auto& references = in_attribute ? kInAttribute : kInText;
  std::size_t run = 0;
  for (std::size_t at = 0; at < safe.size(); ++at) {
    const char* reference = references[static_cast<unsigned char>(safe[at])];
    if (reference == nullptr) continue;
    out_.append(safe, run, at - run).append(reference);
    run = at + 1;
  }
  out_.append(safe, run, safe.size() - run);
}

}  // namespace minutemill::xhtml
