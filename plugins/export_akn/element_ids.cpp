#include "element_ids.hpp"

#include <fmt/format.h>

namespace minutemill::akn {

ElementIds::ElementIds(const Document& document) : outline_(document), anchors_(document, outline_) {
  const Node& body = document.body();
  for (const Node* node = &body; node != nullptr; node = next_in_tree(*node, body))
    if (const std::string_view id = given(*node); !id.empty()) used_.emplace(id);
}

std::string_view ElementIds::given(const Node& node) const noexcept {
  return node.has(Attr::id) ? anchors_.id_of(node) : std::string_view();
}

std::string ElementIds::of(const Node& node, std::string_view parent, std::string_view kind) {
  const std::string_view id = given(node);
  return id.empty() ? next(parent, kind) : std::string(id);
}

std::string ElementIds::next(std::string_view parent, std::string_view kind) {
  const std::string stem = parent.empty() ? std::string(kind) : fmt::format("{}__{}", parent, kind);
  for (;;) {
    std::string id = fmt::format("{}_{}", stem, ++counts_[stem]);
    if (used_.insert(id).second) return id;
  }
}

std::string_view ElementIds::target(std::string_view fragment) const noexcept {
  const Node* node = anchors_.find(fragment);
  return node != nullptr ? given(*node) : std::string_view();
}

}  // namespace minutemill::akn
