// Telling content from furniture once the content's elements are known.
#pragma once

#include <string>
#include <vector>

#include "page_tree.hpp"
#include "site_rules.hpp"

namespace minutemill::clean {

// Marks everything in `body` that neither is, holds, nor lies in one of `kept` as furniture of `rule`.
void mark_all_but(PageTree& page, PageTree::Index body, const std::vector<PageTree::Index>& kept,
                  const std::string& rule);
// Marks lines (blocks with no block inside, or links) in `content` whose whole text says that they are
// furniture, and the links below a line that announces such.
void mark_lines(PageTree& page, const std::vector<PageTree::Index>& content, const NamePatterns& patterns);

}  // namespace minutemill::clean
