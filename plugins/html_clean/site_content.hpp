// Finding the content by what a site's profile says.
#pragma once

#include <string>
#include <vector>

#include "page_tree.hpp"
#include "site_rules.hpp"

namespace minutemill::clean {

struct SiteContent {
  const Profile* profile = nullptr;    // the one that fits; null when none does
  std::vector<PageTree::Index> roots;  // the content, in document order
  std::string drifted;  // a profile that fits the page while none of its content selectors does
};
[[nodiscard]] SiteContent find_site_content(const SiteRules& rules, const PageTree& page,
                                            PageTree::Index body);

// Elements that the profile gives a role (title, byline ...), marked with it.
[[nodiscard]] std::vector<PageTree::Index> mark_roles(const Profile& profile, PageTree& page,
                                                      PageTree::Index root);
void mark_junk(const Profile& profile, PageTree& page, const std::vector<PageTree::Index>& roots);

}  // namespace minutemill::clean
