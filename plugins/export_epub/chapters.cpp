#include "chapters.hpp"

namespace minutemill::epub {
namespace {

bool begins_chapter(const Node& block) noexcept {
  const Node* first = block.first_child();
  return block.kind() == NodeKind::section && first != nullptr && first->kind() == NodeKind::heading;
}

// A heading that was made for the section is no text: the title of its file bears it.
bool is_only_titled(const Node& section) noexcept {
  return section.first_child()->number(Attr::generated) != 0;
}

std::size_t text_size(const Node& root) noexcept {
  std::size_t size = 0;
  for (const Node* at = &root; at != nullptr; at = next_in_tree(*at, root)) size += at->text().size();
  return size;
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

std::vector<Chapter> divide(const Document& document, std::uint64_t file_text) {
  std::vector<Chapter> chapters;
  std::size_t sections = 0;
  std::size_t size = 0;  // of the last chapter's text
  bool titled = false;   // its title is the heading of its section
  for (const Node& block : document.body().children()) {
    const bool section = begins_chapter(block);
    sections += section ? 1 : 0;
    const bool title = section && is_only_titled(block);
    if (chapters.empty() || title || (section && (titled || size >= file_text))) {
      chapters.push_back(
          {section ? "section-" + std::to_string(sections) + ".xhtml" : "front.xhtml", {}, !section});
      size = 0;
      titled = title;
    }
    Chapter& last = chapters.back();
    last.front = last.front && !section;
    last.blocks.push_back(&block);
    size += text_size(block);
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
