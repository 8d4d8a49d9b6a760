// Ids of elements: legal, unique in the whole output, and the same from run to run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <minutemill/document.hpp>

#include "outline.hpp"

namespace minutemill::xhtml {

// Nodes keep the id they had in the input as far as it is an XML name (NCName); headings of the outline and
// notes get one in any case.
class Anchors {
 public:
  Anchors(const Document& document, const Outline& outline);

  // Empty when the node has none.
  [[nodiscard]] std::string_view id_of(const Node& node) const noexcept;
  // The node that "#fragment" leads to; null when there is none.
  [[nodiscard]] const Node* find(std::string_view fragment) const noexcept;
  // Notes are numbered from 1 in reading order; 0 for what is no note.
  [[nodiscard]] std::uint32_t note_number(const Node& note) const noexcept;

 private:
  std::string unique(std::string wanted);

  std::vector<std::uint32_t> index_;  // by uid: place in ids_ + 1
  std::vector<std::string> ids_;
  std::unordered_set<std::string> used_;
  std::unordered_map<std::string_view, const Node*> by_source_id_;
  std::unordered_map<std::uint32_t, std::uint32_t> note_numbers_;  // by uid
};

// `id` as an NCName of ASCII letters, digits, '-', '_' and '.'.
[[nodiscard]] std::string to_xml_name(std::string_view id);

}  // namespace minutemill::xhtml
