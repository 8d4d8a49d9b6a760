// Writing XML with pugixml into a string, and text that is safe to put there.
#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include <minutemill/export.hpp>

namespace minutemill {

// Appends what pugixml writes to a string: document.save(writer, "", pugi::format_raw).
class MINUTEMILL_API XmlStringWriter final : public pugi::xml_writer {
 public:
  explicit XmlStringWriter(std::string& out) noexcept : out_(out) {}
  ~XmlStringWriter() override;
  void write(const void* data, std::size_t size) override;

 private:
  std::string& out_;
};

// <?xml version="1.0" encoding="UTF-8"?> and the tree, without indents.
MINUTEMILL_API void save_xml(const pugi::xml_node& root, std::string& out, bool standalone = false);
// Text, and the value of an attribute without its quotation marks, as XML that reads back as it was: markup
// characters, and white space that a parser would change, as references; what XML 1.0 forbids is left out and
// ill-formed bytes become U+FFFD. Returns true when something was left out or replaced.
MINUTEMILL_API bool append_xml_text(std::string& out, std::string_view text);
MINUTEMILL_API bool append_xml_value(std::string& out, std::string_view value);
// Sets text and attribute values with what XML 1.0 forbids left out.
MINUTEMILL_API void append_text(pugi::xml_node parent, std::string_view text);
MINUTEMILL_API pugi::xml_attribute append_attribute(pugi::xml_node node, const char* name,
                                                    std::string_view value);

}  // namespace minutemill
