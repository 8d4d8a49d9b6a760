// eId attributes (Akoma Ntoso Naming Convention 1.0 §5): unique, built from the ids of the elements around.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include <minutemill/document.hpp>

#include "xhtml/anchors.hpp"

namespace minutemill::akn {

class ElementIds {
 public:
  explicit ElementIds(const Document& document);

  // The id that the input gave the node; empty when it gave none.
  [[nodiscard]] std::string_view given(const Node& node) const noexcept;
  // The given one, or "PARENT__KIND_N" with the next number of that kind.
  [[nodiscard]] std::string of(const Node& node, std::string_view parent, std::string_view kind);
  [[nodiscard]] std::string next(std::string_view parent, std::string_view kind);
  // Where "#fragment" leads; empty when nowhere.
  [[nodiscard]] std::string_view target(std::string_view fragment) const noexcept;

 private:
  xhtml::Outline outline_;
  xhtml::Anchors anchors_;
  std::unordered_set<std::string> used_;
  std::unordered_map<std::string, int> counts_;  // by "PARENT__KIND"
};

}  // namespace minutemill::akn
