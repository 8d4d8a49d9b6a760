// Where a paragraph stands between the margins: indents, alignment, lines centred over one another.
#include <algorithm>
#include <string>

#include "body.hpp"
#include "format_writer.hpp"
#include "labels.hpp"
#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

constexpr std::int32_t kWidestMove = 1000;  // hundredths of a character, from the right edge

}  // namespace

BlockWriter::Placement BlockWriter::place(const Node* node, const Flow& flow, const NamedStyle& style) const {
  Placement out;
  out.first = job_.style.first_indent(style);
  out.left = std::max(flow.left, job_.style.left(style).twips);
  if (node == nullptr) return out;
  out.rtl = node->get(Attr::dir) == "rtl";
  const std::int32_t em = job_.style.half_points(style) * 10;
  if (job_.style.keep_indents && !flow.plain && node->has(Attr::indent) && flow.lists == 0) {
    const auto characters =
        static_cast<std::int32_t>(std::clamp<std::int64_t>(node->number(Attr::indent) / 10, -1000, 1000));
    out.first = {characters * em / 100, characters};
  }
  if (job_.style.keep_indents && node->has(Attr::block_indent)) {
    const auto block = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(node->number(Attr::block_indent) * em / 1000, 0, flow.width / 2));
    out.left += block;
  }
  if (style.hang_behind_label) {
    const std::string text = Document::plain_text(*node);
    const std::int32_t width =
        width_in_characters(std::string_view(text).substr(0, label_length(text, style.label_end)));
    out.left += width * em / 100;
    out.first = {-width * em / 100, -width};
  }
  out.right = style.centre_over.empty() ? moved_in(*node, style) : centred_over(*node, style);
  std::string_view align = node->get(Attr::align);
  if (align.empty()) align = flow.align;
  const bool inherits = &style != flow.style && style.paragraph.align.has_value() &&
                        !style.keep_alignment;  // a style with a place of its own
  if (job_.style.keep_alignment && !inherits && (align == "center" || align == "right")) out.align = align;
  if (!out.align.empty() && out.first.twips > 0) out.first = {};
  return out;
}

// The distance from the right edge that centres `node` over the next paragraph, when that has the style to be
// centred over.
std::optional<Extent> BlockWriter::centred_over(const Node& node, const NamedStyle& style) const {
  const NamedStyle* below = job_.style.find(style.centre_over);
  if (below == nullptr || node.next() == nullptr || node.next()->get(Attr::role) != style.centre_over)
    return std::nullopt;
  const std::int32_t own = width_in_characters(Document::plain_text(node));
  const std::int32_t other = width_in_characters(Document::plain_text(*node.next()));
  const std::int32_t characters = std::max(job_.style.right(*below).characters + (other - own) / 2, 0);
  return Extent{characters * job_.style.half_points(style) / 10, characters};
}

// Below a signature too long to be centred over it at its own place, a line moves in as far as that takes:
// the signature ends at the edge then.
std::optional<Extent> BlockWriter::moved_in(const Node& node, const NamedStyle& style) const {
  const Node* above = node.previous();
  Flow flow;
  flow.style = &style;
  if (above == nullptr || style_of(*above, flow).centre_over != style.key) return std::nullopt;
  const std::int32_t own = width_in_characters(Document::plain_text(node));
  const std::int32_t longer = width_in_characters(Document::plain_text(*above)) - own;
  const std::int32_t characters = std::min(longer / 2, kWidestMove);
  if (characters <= job_.style.right(style).characters) return std::nullopt;
  return Extent{characters * job_.style.half_points(style) / 10, characters};
}

void BlockWriter::write_indents(pugi::xml_node ppr, const Placement& placement, const NamedStyle& style,
                                bool numbered) {
  const Lists& lists = job_.style.lists;
  Extent left{placement.left, 0}, first = placement.first;
  bool left_differs = placement.left != job_.style.left(style).twips;
  bool first_differs = first.twips != job_.style.first_indent(style).twips;
  if (numbered && !marker_->of_note) {
    left_differs = placement.left != Numbering::text_position(lists, marker_->level);
    first = {-std::min(lists.hanging.twips, placement.left), 0};
    first_differs = left_differs || job_.style.first_indent(style).twips != 0;
  }
  const Extent* right = placement.right ? &*placement.right : nullptr;
  if (left_differs || first_differs || right != nullptr)
    write_indent(add(ppr, "w:ind"), left_differs ? &left : nullptr, right, first_differs ? &first : nullptr);
}

}  // namespace minutemill::docx
