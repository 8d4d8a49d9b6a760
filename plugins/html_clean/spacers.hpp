// Paragraphs that are there for their height alone.
#pragma once

#include "page_tree.hpp"

namespace minutemill::clean {

// Removes p, div and block-displayed elements with nothing but spaces in them from the markup. What has an
// id, an image, a rule, a table cell or another thing to see stays.
void remove_spacers(const PageTree& page, PageTree::Index body);

}  // namespace minutemill::clean
