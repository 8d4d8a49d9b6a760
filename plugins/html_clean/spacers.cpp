#include "spacers.hpp"

#include <vector>

namespace minutemill::clean {
namespace {

bool is_spacer_kind(const PageTree::Item& element) {
  if (element.has_id) return false;
  switch (element.tag) {
    case Tag::p:
    case Tag::div:
    case Tag::center:
    case Tag::office_p:
    case Tag::font:
    case Tag::span:
    case Tag::b:
    case Tag::strong:
    case Tag::em:
    case Tag::i:
    case Tag::u:
      return true;
    default:
      return false;
  }
}

// Its spaces separate words, if it stands between some.
bool is_inline(const PageTree::Item& element) {
  return element.tag != Tag::p && element.tag != Tag::div && element.tag != Tag::center && !element.is_block;
}

}  // namespace

void remove_spacers(const PageTree& page, PageTree::Index body) {
  struct Below {
    bool solid = false;  // something to see
    bool blank = false;  // spaces
  };
  std::vector<Below> below(page.size());
  // Children come after their parents, so that from the end each is settled before what holds it.
  for (PageTree::Index at = page[body].end - 1; at > body; --at) {
    const PageTree::Item& item = page[at];
    Below& around = below[item.parent];
    if (item.tag == Tag::text) {
      around.blank = around.blank || (item.facts.blank && !item.text.empty());
      around.solid = around.solid || !item.facts.blank;
    } else if (!page.is_element(at)) {
      continue;
    } else if (item.end == at + 1) {
      // A line break alone is as empty as a space.
      const bool shows = is_solid(item.tag) && (item.tag != Tag::br || page[item.parent].tag == Tag::td);
      around.solid = around.solid || shows || (!is_solid(item.tag) && item.has_id);
    } else if (below[at].solid || is_solid(item.tag) || !is_spacer_kind(item)) {
      around.solid = true;
    } else if (is_inline(item) && below[at].blank) {
      around.blank = true;  // goes with its paragraph, if that is empty
    } else {
      item.node.parent().remove_child(item.node);
    }
  }
}

}  // namespace minutemill::clean
