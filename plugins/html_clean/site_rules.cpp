#include "site_rules.hpp"

namespace minutemill::clean {

std::vector<pugi::xml_node> Selector::select(const pugi::xml_node& root) const {
  std::vector<pugi::xml_node> out;
  if (xpath != nullptr) {
    for (const pugi::xpath_node& found : xpath->evaluate_node_set(root))
      if (found.node().type() == pugi::node_element) out.push_back(found.node());
    return out;
  }
  for (pugi::xml_node at = root; at;) {
    if (at.type() == pugi::node_element)
      for (const CssSelector& selector : css)
        if (selector.matches(at)) {
          out.push_back(at);
          break;
        }
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at && at != root && !at.next_sibling()) at = at.parent();
    if (!at || at == root) break;
    at = at.next_sibling();
  }
  return out;
}

void SiteRules::add_selector(const CssSelector& selector, std::size_t rule) {
  const CssSelector::Key key = selector.key();
  if (!key.id.empty())
    by_id_[key.id].push_back({selector, rule});
  else if (!key.class_name.empty())
    by_class_[key.class_name].push_back({selector, rule});
  else if (!key.tag.empty())
    by_tag_[key.tag].push_back({selector, rule});
  else
    others_.push_back({selector, rule});
}

void SiteRules::try_indexed(const std::vector<Indexed>& candidates, const pugi::xml_node& element,
                            std::vector<const ElementRule*>& out) const {
  for (const Indexed& candidate : candidates)
    if (candidate.selector.matches(element)) out.push_back(&rules_[candidate.rule]);
}

void SiteRules::match(const pugi::xml_node& element, std::vector<const ElementRule*>& out) const {
  out.clear();
  const auto by = [&](const ByText<std::vector<Indexed>>& index, std::string_view key) {
    if (const auto at = index.find(key); at != index.end()) try_indexed(at->second, element, out);
  };
  by(by_tag_, element.name());
  if (!element.first_attribute()) return;
  const std::string_view id = element.attribute("id").value(), classes = element.attribute("class").value();
  if (!id.empty()) by(by_id_, id);
  for (std::size_t at = 0; at < classes.size();) {
    const std::size_t end = std::min(classes.find_first_of(" \t\r\n\f", at), classes.size());
    if (end > at) by(by_class_, classes.substr(at, end - at));
    at = end + 1;
  }
  try_indexed(others_, element, out);
  if (words_.empty() || (id.empty() && classes.empty())) return;
  const auto word = [&](std::string_view w) {
    if (const auto at = words_.find(w); at != words_.end()) out.push_back(&rules_[at->second]);
  };
  for_each_word(classes, word);
  for_each_word(id, word);
}

}  // namespace minutemill::clean
