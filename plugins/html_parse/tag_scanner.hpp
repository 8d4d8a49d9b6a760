// Walks over the tags of HTML text the way a tokenizer would (HTML §13.2.5), without building anything.
#pragma once

#include <cstddef>
#include <string_view>

namespace minutemill::html {

struct Tag {
  std::size_t begin = 0;  // of '<'
  std::size_t end = 0;    // behind '>', or the text's end
  std::string_view name;
  bool closing = false;
  bool follows_text = false;  // nothing but text, without '<', since the tag before
  bool self_closing = false;
  std::size_t attributes = 0;
  std::size_t surplus = 0;  // where the first attribute beyond the cap begins, 0 when there is none
};

class TagScanner {
 public:
  TagScanner(std::string_view text, std::size_t attribute_cap) noexcept
      : text_(text), cap_(attribute_cap), is_xml_(text.starts_with("<?xml")) {}
  // The text begins with an XML declaration: "<script/>" is a whole element.
  [[nodiscard]] bool is_xml() const noexcept { return is_xml_; }
  // Steps over text, comments, declarations and the text of script, style, title and their like; false at the
  // end.
  bool next(Tag& tag) noexcept;

 private:
  bool read_tag(Tag& tag, std::size_t name_begin) noexcept;
  void skip_declaration(std::size_t at) noexcept;
  void skip_raw_text(std::string_view name) noexcept;

  std::string_view text_;
  std::size_t cap_;
  bool is_xml_;
  std::size_t at_ = 0;
  std::size_t tag_end_ = 0;  // of the tag before
};

// ASCII letters compared without case.
[[nodiscard]] bool same_name(std::string_view a, std::string_view lower) noexcept;

}  // namespace minutemill::html
