// What each HTML element becomes.
#pragma once

#include <cstdint>
#include <string_view>

#include <minutemill/document.hpp>

namespace minutemill::lift {

enum class Element : std::uint8_t {
  unknown,
  transparent,  // inline, without meaning: font, custom elements
  division,     // a block without meaning of its own: div, section, article
  paragraph,
  heading,
  list,
  list_item,
  definitions,
  term,
  definition,
  table,
  figure,
  caption,
  quote,
  preformatted,
  rule,
  inline_markup,  // maps to one NodeKind
  span,           // keeps lang, dir, title alone
  link,
  image,
  picture,
  line_break,
  ruby_part,
  ruby_text,
  ignored,
  math,
  svg,
  table_part,  // tr, td ... outside a table: their content flows
};

struct ElementInfo {
  Element element = Element::unknown;
  NodeKind kind = NodeKind::unknown_inline;  // of inline_markup
};
[[nodiscard]] ElementInfo element_info(std::string_view name) noexcept;

// 1..6 for h1..h6.
[[nodiscard]] inline int heading_level(std::string_view name) noexcept {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

}  // namespace minutemill::lift
