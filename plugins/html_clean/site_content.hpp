// Finding the content by what a site's profile says.
#pragma once

#include <string>
#include <vector>

#include <minutemill/markup.hpp>

#include "site_rules.hpp"

namespace minutemill::clean {

struct SiteContent {
  const Profile* profile = nullptr;   // the one that fits; null when none does
  std::vector<pugi::xml_node> roots;  // the content, in document order
  std::string drifted;                // a profile that fits the page while none of its content selectors does
};
[[nodiscard]] SiteContent find_site_content(const SiteRules& rules, pugi::xml_node body);

// Elements that the profile gives a role (title, byline ...), marked with it.
[[nodiscard]] std::vector<pugi::xml_node> mark_roles(const Profile& profile, pugi::xml_node root);
void mark_junk(const Profile& profile, const std::vector<pugi::xml_node>& roots);

}  // namespace minutemill::clean
