#include "selector_index.hpp"

#include <algorithm>

namespace minutemill::clean {

void SelectorIndex::add(const CssSelector& selector, std::size_t value) {
  const CssSelector::Key key = selector.key();
  std::vector<Entry>& entries = !key.id.empty()           ? by_id_[key.id]
                                : !key.class_name.empty() ? by_class_[key.class_name]
                                : !key.tag.empty()        ? by_tag_[key.tag]
                                : !key.attribute.empty()  ? by_attribute_[key.attribute]
                                                          : others_;
  entries.push_back({selector, value});
}

void SelectorIndex::try_all(const std::vector<Entry>& entries, const pugi::xml_node& element,
                            std::vector<std::size_t>& out) {
  for (const Entry& entry : entries)
    if (entry.selector.matches(element)) out.push_back(entry.value);
}

void SelectorIndex::try_key(const ByText& index, std::string_view key, const pugi::xml_node& element,
                            std::vector<std::size_t>& out) {
  if (const std::vector<Entry>* const entries = index.find(key)) try_all(*entries, element, out);
}

void SelectorIndex::match(const pugi::xml_node& element, const Names& names,
                          std::vector<std::size_t>& out) const {
  if (!by_tag_.empty()) try_key(by_tag_, names.tag, element, out);
  if (!others_.empty()) try_all(others_, element, out);
  if (!by_attribute_.empty())
    for (const pugi::xml_attribute& attribute : element.attributes())
      try_key(by_attribute_, attribute.name(), element, out);
  if (!by_id_.empty() && !names.id.empty()) try_key(by_id_, names.id, element, out);
  if (by_class_.empty()) return;
  const std::string_view classes = names.class_name;
  for (std::size_t at = 0; at < classes.size();) {
    const std::size_t end = std::min(classes.find_first_of(" \t\r\n\f", at), classes.size());
    if (end > at) try_key(by_class_, classes.substr(at, end - at), element, out);
    at = end + 1;
  }
}

}  // namespace minutemill::clean
