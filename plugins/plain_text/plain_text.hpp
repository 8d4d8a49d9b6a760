// Plain text as people keep minutes in: blank lines between paragraphs, underlined headings, bullets, quoted
// margins.
#pragma once

#include <minutemill/markup.hpp>

namespace minutemill::plain_text {

// Fills markup.tree() from markup.decoded(): h1 and h2 for underlined lines, ul and ol for lists, p for the
// rest. Lines of a wrapped paragraph are joined; short ones keep their breaks.
void build(Markup& markup);

}  // namespace minutemill::plain_text
