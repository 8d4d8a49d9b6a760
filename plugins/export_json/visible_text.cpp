#include "visible_text.hpp"

#include <algorithm>
#include <iterator>

#include <minutemill/text.hpp>

namespace minutemill::json_report {

std::string note_mark(const Node& note, const BlockNumbers& numbers) {
  const std::string_view label = note.get(Attr::label);
  return label.empty() ? std::to_string(numbers.of(note)) : std::string(label);
}

VisibleText::VisibleText(const Node& block, const BlockNumbers& numbers) {
  if (!holds_inlines(block.kind())) {
    text_ = Document::plain_text(block);
    return;
  }
  for (const Node* at = next_in_tree(block, block); at != nullptr;) {
    switch (at->kind()) {
      case NodeKind::note:
        marks_ += count_characters(note_mark(*at, numbers));
        insert(note_mark(*at, numbers));
        at = next_after(*at, block);
        continue;
      case NodeKind::ruby_text:
        insert(Document::plain_text(*at));
        at = next_after(*at, block);
        continue;
      case NodeKind::line_break:
        text_.push_back('\n');
        break;
      default:
        text_ += at->text();
    }
    at = next_in_tree(*at, block);
  }
}

void VisibleText::insert(std::string_view words) {
  insertions_.push_back({text_.size() - inserted_, inserted_ + words.size()});
  inserted_ += words.size();
  text_ += words;
}

std::size_t VisibleText::begin_of(std::size_t offset) const noexcept {
  const auto after = std::ranges::upper_bound(insertions_, offset, {}, &Insertion::plain);
  return std::min(offset + (after == insertions_.begin() ? 0 : std::prev(after)->bytes), text_.size());
}

std::size_t VisibleText::end_of(std::size_t offset) const noexcept {
  const auto at = std::ranges::lower_bound(insertions_, offset, {}, &Insertion::plain);
  return std::min(offset + (at == insertions_.begin() ? 0 : std::prev(at)->bytes), text_.size());
}

}  // namespace minutemill::json_report
