#include <minutemill/document.hpp>
#include <minutemill/text.hpp>

namespace minutemill {

Tally tally(const Document& document) {
  Tally out;
  const Node& root = document.body();
  for (const Node* at = next_in_tree(root, root); at != nullptr; at = next_in_tree(*at, root)) {
    switch (at->kind()) {
      case NodeKind::text:
      case NodeKind::math:
        for (std::size_t i = 0; i < at->text().size();)
          if (!is_space(next_code_point(at->text(), i))) ++out.characters;
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
  }
  return out;
}

}  // namespace minutemill
