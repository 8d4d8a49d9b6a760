#include "site_content.hpp"

#include <algorithm>

#include "content_marks.hpp"

namespace minutemill::clean {
namespace {

constexpr std::size_t kHoldsText = 12;  // characters below which a match is an empty frame

// The siblings between two comments that hold the marker's words.
std::vector<pugi::xml_node> between_markers(const std::pair<std::string, std::string>& marker,
                                            pugi::xml_node body) {
  std::vector<pugi::xml_node> out;
  for (pugi::xml_node at = body.first_child(); at; at = next_within(at, body)) {
    if (at.type() != pugi::node_comment ||
        std::string_view(at.value()).find(marker.first) == std::string_view::npos)
      continue;
    for (pugi::xml_node next = at.next_sibling(); next; next = next.next_sibling()) {
      if (next.type() == pugi::node_comment &&
          std::string_view(next.value()).find(marker.second) != std::string_view::npos)
        return out;
      out.push_back(next);
    }
    out.clear();
  }
  return out;
}

// Keeps the outer one of nested matches.
void keep_outer(std::vector<pugi::xml_node>& nodes) {
  std::vector<pugi::xml_node> out;
  for (const pugi::xml_node& node : nodes)
    if (out.empty() || !is_inside(node, out.back())) out.push_back(node);
  nodes.swap(out);
}

std::size_t size_of(const std::vector<pugi::xml_node>& nodes) {
  std::size_t size = 0;
  for (const pugi::xml_node& node : nodes) size += text_size(node, kHoldsText);
  return size;
}

std::vector<pugi::xml_node> content_of(const Profile& profile, const SiteRules::Found& found,
                                       pugi::xml_node body) {
  for (const auto& marker : profile.markers)
    if (auto nodes = between_markers(marker, body); size_of(nodes) >= kHoldsText) return nodes;
  for (const Selector& selector : profile.content) {
    std::vector<pugi::xml_node> nodes = found[selector.number];
    std::erase_if(
        nodes, [&](const pugi::xml_node& node) { return !is_inside(node, body) || text_size(node, 1) == 0; });
    keep_outer(nodes);
    if (size_of(nodes) >= kHoldsText) return nodes;
  }
  return {};
}

}  // namespace

SiteContent find_site_content(const SiteRules& rules, pugi::xml_node body) {
  SiteContent out;
  if (rules.profiles().empty()) return out;
  const SiteRules::Found found = rules.find_all(body.root());
  for (const Profile& profile : rules.profiles()) {
    const bool fits = std::all_of(profile.when.begin(), profile.when.end(),
                                  [&](const Selector& s) { return !found[s.number].empty(); });
    if (!fits) continue;
    out.roots = content_of(profile, found, body);
    if (!out.roots.empty()) {
      out.profile = &profile;
      return out;
    }
    if (!profile.when.empty() && out.drifted.empty()) out.drifted = profile.id;
  }
  return out;
}

std::vector<pugi::xml_node> mark_roles(const Profile& profile, pugi::xml_node root) {
  std::vector<pugi::xml_node> out;
  std::vector<std::string_view> taken;
  for (const auto& [role, selector] : profile.roles) {
    // The first selector that finds text decides.
    if (std::find(taken.begin(), taken.end(), role) != taken.end()) continue;
    for (pugi::xml_node node : selector.select(root)) {
      if (text_size(node, 1) == 0) continue;
      if (!node.attribute(mark::kRole)) node.append_attribute(mark::kRole).set_value(role.c_str());
      out.push_back(node);
      taken.push_back(role);
      if (role == "title") break;
    }
  }
  return out;
}

void mark_junk(const Profile& profile, const std::vector<pugi::xml_node>& roots) {
  const std::string rule = "profile:" + profile.id + ".junk";
  for (const pugi::xml_node& content : roots)
    for (const Selector& selector : profile.junk)
      for (pugi::xml_node node : selector.select(content))
        if (node != content && !node.attribute(mark::kFurniture))
          node.append_attribute(mark::kFurniture).set_value(rule.c_str());
}

}  // namespace minutemill::clean
