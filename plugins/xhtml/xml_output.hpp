// Elements, attributes and text straight into a string, always escaped and legal XML 1.0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace minutemill::xhtml {

class XmlOutput {
 public:
  explicit XmlOutput(std::string& out) noexcept : out_(out) {}

  // open("p").attribute("class", "lead").text("...").close("p"): a start tag is ended by what follows it.
  XmlOutput& open(std::string_view name);
  XmlOutput& attribute(std::string_view name, std::string_view value);
  XmlOutput& attribute(std::string_view name, std::int64_t value);
  // Nothing when `value` is empty.
  XmlOutput& optional_attribute(std::string_view name, std::string_view value);
  // Characters that XML forbids are left out.
  XmlOutput& text(std::string_view text);
  XmlOutput& close(std::string_view name);
  // An element without content.
  XmlOutput& empty(std::string_view name) { return open(name).close_empty(); }
  XmlOutput& close_empty();
  // What is XML already.
  XmlOutput& raw(std::string_view xml);
  XmlOutput& line_end() { return raw("\n"); }

  [[nodiscard]] std::string& target() noexcept { return out_; }
  // Characters of text, of those that Tally counts, that were left out so far: XML forbids them.
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }

 private:
  void end_tag();

  std::string& out_;
  std::uint64_t left_out_ = 0;
  bool in_tag_ = false;
};

}  // namespace minutemill::xhtml
