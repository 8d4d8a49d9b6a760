// The page's headline and the line that says who published it when.
#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "site_rules.hpp"

namespace minutemill::clean {

// Marks the heading that repeats the page's title with the role "title", and lines with the day of
// publication between it and the content, or named so at the content's start, with the role "byline". Returns
// those outside `content`.
[[nodiscard]] std::vector<pugi::xml_node> mark_headline(pugi::xml_node html,
                                                        const std::vector<pugi::xml_node>& content,
                                                        const NamePatterns& patterns);

}  // namespace minutemill::clean
