// Footnotes as pages write them: a short link in the text to an element further on that leads back.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <pugixml.hpp>

namespace minutemill::lift {

class Notes {
 public:
  // Finds references and the elements they mean. A reference is a link to an id with a mark for its text
  // ("1", "[2]",
  // "*"), raised, or called so by role, epub:type, class or the id; its note is a list item, paragraph or
  // division.
  void collect(const pugi::xml_node& body);
  // The note that this link is the first to refer to; null when it is no reference, or its note was taken.
  [[nodiscard]] pugi::xml_node take(const pugi::xml_node& link);
  // Elements that stand in the text as notes instead, and links in them that only lead back.
  [[nodiscard]] bool is_note(const pugi::xml_node& element) const {
    return notes_.contains(element.internal_object());
  }
  [[nodiscard]] bool is_back_link(const pugi::xml_node& link) const;
  [[nodiscard]] bool lies_in_note(pugi::xml_node node) const;
  [[nodiscard]] bool is_reference(const pugi::xml_node& link) const {
    return references_.contains(link.internal_object());
  }

  // Notes that no reference in the text took: they must not be lost.
  [[nodiscard]] std::vector<pugi::xml_node> left() const;

 private:
  std::vector<pugi::xml_node> in_order_;
  std::unordered_map<const void*, pugi::xml_node> references_;
  std::unordered_set<const void*> notes_, taken_;
};

}  // namespace minutemill::lift
