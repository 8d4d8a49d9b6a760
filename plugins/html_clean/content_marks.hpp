// Telling content from furniture once the content's elements are known.
#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "site_rules.hpp"

namespace minutemill::clean {

// Marks everything in `body` that neither is, holds, nor lies in one of `kept` as furniture of `rule`.
void mark_all_but(pugi::xml_node body, const std::vector<pugi::xml_node>& kept, const std::string& rule);
// Marks lines (blocks with no block inside, or links) in `content` whose whole text says that they are
// furniture, and the links below a line that announces such.
void mark_lines(const std::vector<pugi::xml_node>& content, const NamePatterns& patterns);
// Non-blank characters below `node`, furniture left out, counted up to `enough`.
[[nodiscard]] std::size_t text_size(pugi::xml_node node, std::size_t enough = static_cast<std::size_t>(-1));
// The text below `node` on one line; reading stops behind `most` bytes.
[[nodiscard]] std::string text_of(pugi::xml_node node, std::size_t most = 4096);
[[nodiscard]] bool is_inside(pugi::xml_node node, pugi::xml_node ancestor);
// The node after `node` in document order, not into its children; null at the end of `root`.
[[nodiscard]] pugi::xml_node next_beside(pugi::xml_node node, pugi::xml_node root);
[[nodiscard]] pugi::xml_node next_within(pugi::xml_node node, pugi::xml_node root);

}  // namespace minutemill::clean
