// Lists as Word writes them: paragraphs that say "mso-list:l0 level1 lfo1", their number a piece of text.
#pragma once

#include <cstddef>

#include <pugixml.hpp>

#include <minutemill/markup.hpp>

namespace minutemill::clean {

// False when no style attribute can say so, as on nearly every page.
[[nodiscard]] bool may_hold_word_lists(const Markup& markup) noexcept;

// Turns runs of such paragraphs into nested ul and ol with their numbers. Numbers that a list cannot show
// ("一、", "第二条", "1.2") become text in front of their paragraph. Returns how many paragraphs were of this
// kind. To be called while style attributes are still there.
std::size_t nest_word_lists(pugi::xml_node body);

}  // namespace minutemill::clean
