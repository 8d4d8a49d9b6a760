// Walking over markup without recursion.
#pragma once

#include <pugixml.hpp>

namespace minutemill::lift {

// The node behind `at` and all below it, inside `root`, in document order; null at the end.
[[nodiscard]] inline pugi::xml_node next_beside(pugi::xml_node at, const pugi::xml_node& root) {
  while (at && at != root) {
    if (const pugi::xml_node beside = at.next_sibling()) return beside;
    at = at.parent();
  }
  return {};
}
[[nodiscard]] inline pugi::xml_node next_within(const pugi::xml_node& at, const pugi::xml_node& root) {
  if (const pugi::xml_node inside = at.first_child()) return inside;
  return next_beside(at, root);
}

}  // namespace minutemill::lift
