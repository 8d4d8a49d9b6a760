#include <minutemill/document.hpp>
#include <minutemill/text.hpp>

namespace minutemill {

Tally tally(const Node& root) {
  Tally out;
  for (const Node* at = next_in_tree(root, root); at != nullptr;) {
    if (at->number(Attr::generated) != 0 && at->kind() == NodeKind::heading) {
      at = next_after(*at, root);
      continue;
    }
    switch (at->kind()) {
      case NodeKind::text:
      case NodeKind::math:
        out.characters += count_characters(at->text());
        break;
      case NodeKind::paragraph:
      case NodeKind::heading:
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

Tally tally(const Document& document) {
  return tally(document.body());
}

}  // namespace minutemill
