#include "site_content.hpp"

#include <algorithm>
#include <unordered_set>

namespace minutemill::clean {
namespace {

constexpr std::size_t kHoldsText = 12;  // characters below which a match is an empty frame

using Roots = std::vector<PageTree::Index>;

// The siblings between two comments that hold the marker's words.
Roots between_markers(const std::pair<std::string, std::string>& marker, const PageTree& page,
                      PageTree::Index body) {
  const auto says = [&](PageTree::Index at, const std::string& words) {
    return page[at].tag == Tag::comment && page[at].text.find(words) != std::string_view::npos;
  };
  Roots out;
  // Where nothing ends what began: behind a later beginning beside it nothing will.
  std::unordered_set<PageTree::Index> endless;
  for (PageTree::Index at = body + 1; at < page[body].end; ++at) {
    if (!says(at, marker.first) || !endless.insert(page[at].parent).second) continue;
    for (PageTree::Index next = page.next_sibling(at); next != PageTree::kNone;
         next = page.next_sibling(next)) {
      if (says(next, marker.second)) return out;
      out.push_back(next);
    }
    out.clear();
  }
  return out;
}

// Keeps the outer one of nested matches.
void keep_outer(const PageTree& page, Roots& roots) {
  Roots out;
  for (const PageTree::Index at : roots)
    if (out.empty() || !page.is_inside(at, out.back())) out.push_back(at);
  roots.swap(out);
}

// So much text in all that it is no empty frame.
bool hold_text(const PageTree& page, const Roots& roots) {
  std::size_t size = 0;
  for (const PageTree::Index at : roots) {
    if (size >= kHoldsText) break;
    size += page.text_size(at, kHoldsText);
  }
  return size >= kHoldsText;
}

class Hits {
 public:
  explicit Hits(std::vector<SiteRules::Hit> hits) : hits_(std::move(hits)) {}
  [[nodiscard]] Roots of(const Selector& selector) const {
    Roots out;
    for (const SiteRules::Hit& hit : hits_)
      if (hit.selector == selector.number) out.push_back(hit.element);
    return out;
  }
  [[nodiscard]] bool any(const Selector& selector) const {
    return std::ranges::any_of(hits_,
                               [&](const SiteRules::Hit& hit) { return hit.selector == selector.number; });
  }

 private:
  std::vector<SiteRules::Hit> hits_;
};

Roots content_of(const Profile& profile, const Hits& hits, const PageTree& page, PageTree::Index body) {
  for (const auto& marker : profile.markers)
    if (Roots roots = between_markers(marker, page, body); hold_text(page, roots)) return roots;
  for (const Selector& selector : profile.content) {
    Roots roots = hits.of(selector);
    std::erase_if(
        roots, [&](PageTree::Index at) { return !page.is_inside(at, body) || page.text_size(at, 1) == 0; });
    keep_outer(page, roots);
    if (hold_text(page, roots)) return roots;
  }
  return {};
}

}  // namespace

SiteContent find_site_content(const SiteRules& rules, const PageTree& page, PageTree::Index body) {
  SiteContent out;
  if (rules.profiles().empty()) return out;
  const Hits hits(rules.find_all(page));
  for (const Profile& profile : rules.profiles()) {
    if (!std::ranges::all_of(profile.when, [&](const Selector& s) { return hits.any(s); })) continue;
    out.roots = content_of(profile, hits, page, body);
    if (!out.roots.empty()) {
      out.profile = &profile;
      return out;
    }
    if (!profile.when.empty() && out.drifted.empty()) out.drifted = profile.id;
  }
  return out;
}

std::vector<PageTree::Index> mark_roles(const Profile& profile, PageTree& page, PageTree::Index root) {
  Roots out;
  std::vector<std::string_view> taken;
  for (const auto& [role, selector] : profile.roles) {
    // The first selector that finds text decides.
    if (std::find(taken.begin(), taken.end(), role) != taken.end()) continue;
    for (const PageTree::Index at : selector.select(page, root)) {
      if (page.text_size(at, 1) == 0) continue;
      page.give_role(at, role.c_str());
      out.push_back(at);
      taken.push_back(role);
      if (role == "title") break;
    }
  }
  return out;
}

void mark_junk(const Profile& profile, PageTree& page, const std::vector<PageTree::Index>& roots) {
  const std::string rule = "profile:" + profile.id + ".junk";
  for (const PageTree::Index content : roots)
    for (const Selector& selector : profile.junk)
      for (const PageTree::Index at : selector.select(page, content))
        if (at != content) page.mark_furniture(at, rule.c_str());
}

}  // namespace minutemill::clean
