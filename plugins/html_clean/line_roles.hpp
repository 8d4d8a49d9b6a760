// Roles that looks give to lines: a centred bold line is a heading, or the
// caption of the table under it; lines at the right margin under the text
// are its signature and date.
#pragma once

#include <vector>

#include <pugixml.hpp>

#include "site_rules.hpp"

namespace minutemill::clean {

// To be called when furniture, headline and byline are marked. Lines that have a role keep it.
void mark_line_roles(const std::vector<pugi::xml_node>& content, const NamePatterns& patterns);

}  // namespace minutemill::clean
