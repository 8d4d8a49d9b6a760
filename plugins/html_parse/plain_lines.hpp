// Inputs that are not quite pages: a plain first line in front of a fragment, and text with no markup at all.
#pragma once

#include <string_view>

#include <minutemill/markup.hpp>

namespace minutemill::html {

// True when nothing in `text` starts a tag.
[[nodiscard]] bool has_no_tag(std::string_view text);
// True when `text` holds tags of a fragment or page, and not only things in angle brackets: an end tag of a
// known element, a line break or a doctype.
[[nodiscard]] bool looks_like_html(std::string_view text);
// The first line of a fragment, when it is bare text and markup follows on the next lines, becomes a heading
// with mark::kRole "title". False when the input is not of that shape.
bool lift_title_line(Markup& markup);

}  // namespace minutemill::html
