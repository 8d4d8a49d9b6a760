#include "site_rules.hpp"

#include <algorithm>
#include <unordered_set>

namespace minutemill::clean {

std::vector<PageTree::Index> Selector::select(const PageTree& page, PageTree::Index root) const {
  std::vector<PageTree::Index> out;
  if (xpath != nullptr) {
    const pugi::xml_node from = root == 0 ? page[0].node.root() : page[root].node;
    std::unordered_set<const void*> chosen;
    for (const pugi::xpath_node& found : xpath->evaluate_node_set(from))
      if (found.node()) chosen.insert(found.node().internal_object());
    for (PageTree::Index at = 0; at < page.size() && !chosen.empty(); ++at)
      if (page.is_element(at) && chosen.contains(page[at].node.internal_object())) out.push_back(at);
    return out;
  }
  for (PageTree::Index at = root; at < page[root].end; ++at)
    if (page.is_element(at) && std::ranges::any_of(css, [&](const CssSelector& selector) {
          return selector.matches(page[at].node);
        }))
      out.push_back(at);
  return out;
}

std::vector<SiteRules::Hit> SiteRules::find_all(const PageTree& page) const {
  std::vector<Hit> found;
  for (const Selector& selector : xpaths_)
    for (const PageTree::Index at : selector.select(page, 0)) found.push_back({selector.number, at});
  if (choosing_.empty()) return found;
  std::vector<std::size_t> numbers;
  for (PageTree::Index at = 0; at < page.size(); ++at) {
    const PageTree::Item& item = page[at];
    if (!page.is_element(at)) continue;
    numbers.clear();
    choosing_.match(item.node, {item.node.name(), item.id == nullptr ? "" : item.id, page.class_of(at)},
                    numbers);
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    for (const std::size_t number : numbers) found.push_back({number, at});
  }
  return found;
}

void SiteRules::match(const pugi::xml_node& element, const SelectorIndex::Names& names,
                      std::vector<std::size_t>& out) const {
  out.clear();
  by_selector_.match(element, names, out);
  if (words_.empty()) return;
  const auto word = [&](std::string_view w) {
    if (const auto at = words_.find(w); at != words_.end()) out.push_back(at->second);
  };
  for_each_word(names.class_name, word);
  for_each_word(names.id, word);
}

}  // namespace minutemill::clean
