#include "site_rules.hpp"

#include "content_marks.hpp"

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

SiteRules::Found SiteRules::find_all(const pugi::xml_node& root) const {
  Found found(selectors_);
  for (const Selector& selector : xpaths_) found[selector.number] = selector.select(root);
  if (choosing_.empty()) return found;
  std::vector<std::size_t> numbers;
  for (pugi::xml_node at = root; at; at = next_within(at, root)) {
    if (at.type() != pugi::node_element) continue;
    numbers.clear();
    choosing_.match(at, numbers);
    for (const std::size_t number : numbers)
      if (found[number].empty() || found[number].back() != at) found[number].push_back(at);
  }
  return found;
}

void SiteRules::match(const pugi::xml_node& element, std::vector<std::size_t>& out) const {
  out.clear();
  by_selector_.match(element, out);
  if (words_.empty() || !element.first_attribute()) return;
  const auto word = [&](std::string_view w) {
    if (const auto at = words_.find(w); at != words_.end()) out.push_back(at->second);
  };
  for_each_word(element.attribute("class").value(), word);
  for_each_word(element.attribute("id").value(), word);
}

}  // namespace minutemill::clean
