// Paragraphs that are there for their height alone.
#pragma once

#include <cstddef>

#include <pugixml.hpp>

namespace minutemill::clean {

// Removes p, div and block-displayed elements with nothing but spaces in them; returns how many. What has an
// id, an image, a rule, a table cell or another thing to see stays.
std::size_t remove_spacers(pugi::xml_node body);

}  // namespace minutemill::clean
