#include "html_parse/plain_lines.hpp"

#include <string>

#include <minutemill/text.hpp>

namespace minutemill::html {

bool has_no_tag(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos && at + 1 < text.size(); at = text.find('<', at + 1)) {
    const char c = text[at + 1];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!' || c == '?') return false;
  }
  return true;
}

void build_from_lines(Markup& markup) {
  const std::string_view text = markup.decoded();
  pugi::xml_node html = markup.tree().append_child("html");
  html.append_child("head");
  pugi::xml_node body = html.append_child("body");
  std::string line;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find_first_of("\r\n", begin);
    if (end == std::string_view::npos) end = text.size();
    line.assign(text, begin, end - begin);
    std::erase(line, '\0');
    if (!is_blank(line)) {
      pugi::xml_node node = body.append_child("p").append_child(pugi::node_pcdata);
      node.set_value(line.c_str());
      markup.set_position(node, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    begin = end + 1;
  }
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
  if (end == std::string_view::npos || end - begin > kLongest || is_blank(value.substr(begin, end - begin))) return false;
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
