#include "chapters.hpp"

namespace minutemill::epub {
namespace {

bool begins_chapter(const Node& block) noexcept {
  const Node* first = block.first_child();
  return block.kind() == NodeKind::section && first != nullptr && first->kind() == NodeKind::heading;
}

SourceSpan first_span(const Node& root) noexcept {
  for (const Node* at = &root; at != nullptr; at = next_in_tree(*at, root))
    if (at->span().known()) return at->span();
  return {};
}

// Whether notes stand apart from the chapters that refer to them.
bool has_notes_apart(const std::vector<Chapter>& chapters) {
  for (std::size_t i = 0; i + 1 < chapters.size(); ++i) {
    const SourceSpan next = first_span(*chapters[i + 1].blocks.front());
    for (const Node* block : chapters[i].blocks)
      for (const Node* at = block; at != nullptr; at = next_in_tree(*at, *block))
        if (at->kind() == NodeKind::note &&
            (!next.known() || !at->span().known() || at->span().begin >= next.begin))
          return true;
  }
  return false;
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
  if (has_notes_apart(chapters)) chapters.push_back({"notes.xhtml", {}, false, true});
  return chapters;
}

ChapterIndex::ChapterIndex(const Document& document, const std::vector<Chapter>& chapters)
    : by_uid_(document.node_count() + 1, 0) {
  for (std::size_t i = 0; i < chapters.size(); ++i)
    for (const Node* block : chapters[i].blocks)
      for (const Node* at = block; at != nullptr; at = next_in_tree(*at, *block))
        by_uid_[at->uid()] = static_cast<std::uint32_t>(i);
  if (chapters.empty() || !chapters.back().notes) return;
  const Node& root = document.body();
  for (const Node* at = next_in_tree(root, root); at != nullptr;) {
    if (at->kind() != NodeKind::note) {
      at = next_in_tree(*at, root);
      continue;
    }
    for (const Node* in = at; in != nullptr; in = next_in_tree(*in, *at))
      by_uid_[in->uid()] = static_cast<std::uint32_t>(chapters.size() - 1);
    at = next_after(*at, root);
  }
}

}  // namespace minutemill::epub
