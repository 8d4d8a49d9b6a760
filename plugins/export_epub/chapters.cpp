#include "chapters.hpp"

namespace minutemill::epub {
namespace {

bool begins_chapter(const Node& block) noexcept {
  const Node* first = block.first_child();
  return block.kind() == NodeKind::section && first != nullptr && first->kind() == NodeKind::heading;
}

}  // namespace

std::vector<Chapter> divide(const Document& document) {
  std::vector<Chapter> chapters;
  std::size_t sections = 0;
  for (const Node& block : document.body().children()) {
    if (begins_chapter(block)) {
      chapters.push_back({"section-" + std::to_string(++sections) + ".xhtml", {&block}, false});
      continue;
    }
    if (chapters.empty()) chapters.push_back({"front.xhtml", {}, true});
    chapters.back().blocks.push_back(&block);
  }
  return chapters;
}

ChapterIndex::ChapterIndex(const Document& document, const std::vector<Chapter>& chapters)
    : by_uid_(document.node_count() + 1, 0) {
  for (std::size_t i = 0; i < chapters.size(); ++i)
    for (const Node* block : chapters[i].blocks)
      for (const Node* at = block; at != nullptr; at = next_in_tree(*at, *block))
        by_uid_[at->uid()] = static_cast<std::uint32_t>(i);
}

}  // namespace minutemill::epub
