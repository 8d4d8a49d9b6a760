// Footnotes as pages write them: a short link in the text to an element further on that leads back.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <pugixml.hpp>

namespace minutemill::lift {

class Notes {
 public:
  // Finds references and the elements they mean. A reference is a link to an id with a mark for its text
  // ("1", "[2]", "*"): raised, called so by role, epub:type, class or the id, or with a link back to it. Its
  // note is a list item, paragraph, division or definition.
  void collect(const pugi::xml_node& body);
  // The note that this link is the first to refer to; null when it is no reference, or its note was taken.
  [[nodiscard]] pugi::xml_node take(const pugi::xml_node& link);
  // Elements that stand in the text as notes instead.
  [[nodiscard]] bool is_note(const pugi::xml_node& element) const {
    return notes_.contains(element.internal_object());
  }
  [[nodiscard]] bool is_reference(const pugi::xml_node& link) const {
    return references_.contains(link.internal_object());
  }
  // What a reference shows: "1", "[1]", "*".
  [[nodiscard]] const std::string& mark_of(const pugi::xml_node& reference) const {
    return references_.at(reference.internal_object()).mark;
  }
  // Links in a note that only lead back to where it is referred to.
  [[nodiscard]] bool is_way_back(const pugi::xml_node& link) const;
  // Bytes at the start of a text that only repeat the number of the note it is in: exporters number notes.
  [[nodiscard]] std::size_t label_length(const pugi::xml_node& text) const;
  // The line between a text and its notes: there is nothing under it any more.
  [[nodiscard]] bool is_separator(const pugi::xml_node& rule) const {
    return separators_.contains(rule.internal_object());
  }

  // Whether the note itself says its mark in words; else its place in a list numbers it, or nothing does.
  [[nodiscard]] bool says_its_mark(const pugi::xml_node& note) const {
    return marked_.contains(note.internal_object());
  }

  // Notes that no reference in the text took: they must not be lost.
  [[nodiscard]] std::vector<pugi::xml_node> left() const;

 private:
  using Nodes = std::vector<pugi::xml_node>;
  struct Reference {
    pugi::xml_node note;
    std::string mark;
  };

  void index(const pugi::xml_node& body, Nodes& links);
  void add(const pugi::xml_node& link);
  [[nodiscard]] pugi::xml_node note_of(std::string_view id);
  // The links in `note` that lead back to the reference `link`.
  [[nodiscard]] Nodes ways_back(const pugi::xml_node& note, const pugi::xml_node& link) const;
  [[nodiscard]] bool lies_in_note(pugi::xml_node node) const;
  void find_label(const pugi::xml_node& note, std::string_view mark);
  void find_separator(pugi::xml_node note);

  std::unordered_map<std::string_view, pugi::xml_node> ids_;
  std::unordered_map<std::string_view, Nodes> links_to_;
  std::unordered_map<const void*, Reference> references_;
  std::unordered_set<const void*> notes_, taken_, refused_, ways_back_, separators_, marked_;
  std::unordered_map<const void*, std::size_t> labels_;
  Nodes in_order_;
};

}  // namespace minutemill::lift
