// Roles that looks give to lines: a centred bold line is a heading, or the
// caption of the table under it; lines at the right margin under the text
// are its signature and date.
#pragma once

#include <vector>

#include "page_tree.hpp"
#include "site_rules.hpp"

namespace minutemill::clean {

// To be called when furniture, headline and byline are marked. Lines that have a role keep it. True when a
// caption was moved into its table: the markup is no longer in the order of the page tree.
[[nodiscard]] bool mark_line_roles(PageTree& page, const std::vector<PageTree::Index>& content,
                                   const NamePatterns& patterns);

}  // namespace minutemill::clean
