#include "markdown/markdown.hpp"

#include <string>
#include <string_view>

#include <minutemill/text.hpp>

namespace minutemill::markdown {

// Plain "key: value" lines alone: front matter of minutes needs no more, and nothing in it can be made to
// grow.
std::size_t read_front_matter(Markup& markup, pugi::xml_node head) {
  const std::string_view text = markup.decoded();
  if (!text.starts_with("---\n") && !text.starts_with("---\r\n")) return 0;
  constexpr std::size_t kLongest = 65536;
  std::size_t at = text.find('\n') + 1;
  while (at < text.size() && at < kLongest) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim(text.substr(at, end - at));
    const std::size_t begin = at;
    at = end + 1;
    if (line == "---" || line == "...") return std::min(at, text.size());
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || text[begin] == ' ' || text[begin] == '-') continue;
    std::string_view value = trim(line.substr(colon + 1));
    if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
      value = value.substr(1, value.size() - 2);
    if (value.empty() || value[0] == '*' || value[0] == '&' || value[0] == '[' || value[0] == '{') continue;
    const std::string key(trim(line.substr(0, colon))), content(value);
    pugi::xml_node made;
    if (key == "title" || key == "Title") {
      made = head.append_child("title");
      pugi::xml_node title = made.append_child(pugi::node_pcdata);
      title.set_value(content.c_str());
    } else {
      made = head.append_child("meta");
      made.append_attribute("name").set_value(key.c_str());
      made.append_attribute("content").set_value(content.c_str());
    }
    markup.set_position(made, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }
  return 0;  // never closed: it is text
}

}  // namespace minutemill::markdown
