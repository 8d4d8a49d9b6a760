// What stands below a node, with the counting of a text's characters left to the caller.
#pragma once

#include <cstdint>
#include <string_view>

#include <minutemill/document.hpp>

namespace minutemill {

// `count_text(std::string_view)` is asked for each text in document order. See tally().
template <class CountText>
Tally tally_below(const Node& root, CountText&& count_text) {
  Tally out;
  for (const Node* at = next_in_tree(root, root); at != nullptr;) {
    switch (at->kind()) {
      case NodeKind::text:
      case NodeKind::math:
        out.characters += count_text(at->text());
        break;
      case NodeKind::heading:
        if (at->number(Attr::generated) != 0) {  // no words of the source
          at = next_after(*at, root);
          continue;
        }
        [[fallthrough]];
      case NodeKind::paragraph:
        if (!at->empty()) ++out.paragraphs;
        break;
      case NodeKind::table_cell:
        ++out.cells;
        break;
      case NodeKind::image:
        ++out.images;
        break;
      case NodeKind::link:
        ++out.links;
        break;
      case NodeKind::note:
        ++out.notes;
        break;
      default:
        break;
    }
    at = next_in_tree(*at, root);
  }
  return out;
}

}  // namespace minutemill
