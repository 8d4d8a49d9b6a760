// The few properties of style attributes that carry meaning (CSS 2.2), as marks for the lifting stage.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "tags.hpp"

namespace minutemill::clean {

struct InlineStyle {
  bool hidden = false;  // display:none, visibility:hidden, mso-hide:all
  bool block = false;   // display: block, list-item, table ...
  bool bold = false, italic = false, underline = false, strike = false, sub = false, super = false;
  std::string align;                // left, center, right, justify
  std::string_view list_type;       // as the HTML attribute "type" has it, and "cjk"
  std::optional<double> font_size;  // CSS pixels
  std::optional<double> indent;     // thousandths of an em
  std::optional<double> block_indent;
  std::string width;  // of a column or cell, as the HTML attribute has it: "120", "20%"
};
// `inherited_size` is the font size around, in CSS pixels, for lengths in em. `text_size` is that of the
// first characters inside, when they have another one: an indent of so many pixels is meant in characters.
[[nodiscard]] InlineStyle read_inline_style(std::string_view style, double inherited_size,
                                            double text_size = 0);
// The font size that a style sets; nothing when it sets none.
[[nodiscard]] std::optional<double> font_size_of(std::string_view style, double inherited_size);
// Writes it as mm: attributes; `style` and presentational attributes go.
void mark_style(pugi::xml_node element, Tag tag, const InlineStyle& style);

}  // namespace minutemill::clean
