// Figures. Before pandoc 3 a figure is a paragraph of one image whose title begins with "fig:"; what is more
// than that is a Div of the class "figure".
#include "pandoc/vocabulary.hpp"
#include "pandoc/writing.hpp"

namespace minutemill::pandoc {
namespace {

const Node* only_child(const Node* node, NodeKind kind) {
  if (node == nullptr || node->first_child() == nullptr || node->first_child() != node->last_child())
    return nullptr;
  return node->first_child()->kind() == kind ? node->first_child() : nullptr;
}

// The one caption at the end, without attributes.
const Node* plain_caption(const Node& figure) {
  const Node* last = figure.last_child();
  if (last == nullptr || last->kind() != NodeKind::caption || last->attributes() != nullptr || last->empty())
    return nullptr;
  for (const Node& child : figure.children())
    if (child.kind() == NodeKind::caption && &child != last) return nullptr;
  return last;
}

}  // namespace

void Writer::figure(const Node& node) {
  const Node* caption = plain_caption(node);
  if (options_.figures &&
      (caption != nullptr || node.empty() || node.last_child()->kind() != NodeKind::caption))
    return figure_block(node, caption);
  const Node* first = node.first_child();
  const Node* image =
      first != nullptr && first->kind() == NodeKind::paragraph && first->attributes() == nullptr
          ? only_child(first, NodeKind::image)
          : nullptr;
  if (image != nullptr && caption != nullptr && first->next() == caption && node.attributes() == nullptr)
    return implicit_figure(*image, *caption);
  container(node, "figure");
}

void Writer::implicit_figure(const Node& image_node, const Node& caption) {
  begin("Para");
  json_.begin_list();
  image(image_node, &caption, "fig:");
  json_.end_list();
  end();
}

void Writer::figure_block(const Node& node, const Node* caption_node) {
  begin("Figure");
  json_.begin_list();
  attr(attributes(node, {}));
  caption(caption_node);
  json_.begin_list();
  for (const Node& child : node.children())
    if (&child != caption_node) block(child);
  json_.end_list().end_list();
  end();
}

// In a Div that stands for a figure.
void Writer::figure_caption(const Node& node) {
  Attributes found = attributes(node, {});
  name_kind(node, found);
  found.classes.emplace(found.classes.begin(), "caption");
  begin("Div");
  json_.begin_list();
  attr(found);
  json_.begin_list();
  begin("Plain");
  inlines(node);
  end();
  json_.end_list().end_list();
  end();
}

}  // namespace minutemill::pandoc
