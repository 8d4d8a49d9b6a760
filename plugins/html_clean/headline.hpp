// The page's headline and the line that says who published it when.
#pragma once

#include <vector>

#include "page_tree.hpp"
#include "site_rules.hpp"

namespace minutemill::clean {

// Marks the heading that repeats the page's title with the role "title", and lines with the day of
// publication between it and the content, or named so at the content's start, with the role "byline". Returns
// those outside `content`.
[[nodiscard]] std::vector<PageTree::Index> mark_headline(PageTree& page, PageTree::Index body,
                                                         const std::vector<PageTree::Index>& content,
                                                         const NamePatterns& patterns);

}  // namespace minutemill::clean
