// Inputs that are not quite pages: a plain first line in front of a fragment, and text with no markup at all.
#pragma once

#include <string_view>

#include <minutemill/markup.hpp>

namespace minutemill::html {

// True when nothing in `text` starts a tag.
[[nodiscard]] bool has_no_tag(std::string_view text);
// A tree whose paragraphs are the lines of decoded().
void build_from_lines(Markup& markup);
// The first line of a fragment, when it is bare text and markup follows on the next lines, becomes a heading with
// mark::kRole "title". False when the input is not of that shape.
bool lift_title_line(Markup& markup);

}  // namespace minutemill::html
