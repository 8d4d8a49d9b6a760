#include "html_parse/plain_lines.hpp"

#include <gumbo.h>

#include <string>

#include <minutemill/text.hpp>

#include "html_parse/tag_scanner.hpp"

namespace minutemill::html {

bool has_no_tag(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos && at + 1 < text.size();
       at = text.find('<', at + 1)) {
    const char c = text[at + 1];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!' || c == '?') return false;
  }
  return true;
}

bool looks_like_html(std::string_view text) {
  TagScanner scanner(text, 1);
  Tag tag;
  constexpr std::size_t kTags = 200;
  for (std::size_t i = 0; i < kTags && scanner.next(tag); ++i) {
    const GumboTag id = gumbo_tagn_enum(tag.name.data(), static_cast<unsigned>(tag.name.size()));
    if (id != GUMBO_TAG_UNKNOWN &&
        (tag.closing || id == GUMBO_TAG_BR || id == GUMBO_TAG_HTML || id == GUMBO_TAG_P))
      return true;
  }
  return false;
}

bool lift_title_line(Markup& markup) {
  constexpr std::size_t kLongest = 600;  // bytes: 200 ideographs
  pugi::xml_node body = markup.tree().child("html").child("body");
  pugi::xml_node first = body.first_child();
  while (first.type() == pugi::node_comment) first = first.next_sibling();
  if (first.type() != pugi::node_pcdata) return false;
  const std::string_view value = first.value();
  std::size_t begin = 0;
  while (begin < value.size() && is_ascii_space(static_cast<unsigned char>(value[begin]))) ++begin;
  const std::size_t end = value.find('\n', begin);
  if (end == std::string_view::npos || end - begin > kLongest || is_blank(value.substr(begin, end - begin)))
    return false;
  // Something must follow, and it must be markup.
  if (!first.next_sibling() || !is_blank(value.substr(end))) return false;
  const std::string title(trim(value.substr(begin, end - begin)));
  pugi::xml_node heading = body.insert_child_before("h1", first);
  heading.append_attribute(mark::kRole).set_value("title");
  heading.append_move(first);
  first.set_value(title.c_str());
  return true;
}

}  // namespace minutemill::html
