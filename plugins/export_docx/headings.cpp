#include "headings.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::docx {
namespace {

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return std::string(trim(text));
}

}  // namespace

bool is_title(const Node& node) noexcept {
  const std::string_view role = node.get(Attr::role);
  return role == "title" || role == "subtitle";
}

void Outline::collect(const Node& body, bool with_generated) {
  std::vector<std::int64_t> open;  // source levels of the headings that the next one lies below
  for (const Node* at = next_in_tree(body, body); at != nullptr;) {
    if (at->kind() == NodeKind::note || (!with_generated && at->number(Attr::generated) != 0)) {
      at = next_after(*at, body);
      continue;
    }
    if (is_title(*at) && !at->empty()) {
      has_title_ = true;
    } else if (at->kind() == NodeKind::heading && !at->empty()) {
      const std::int64_t level = at->number(Attr::level, 1);
      has_title_ = has_title_ || level == 1;
      while (!open.empty() && open.back() >= level) open.pop_back();
      open.push_back(level);
      by_node_[at] = entries_.size();
      entries_.push_back({at,
                          std::min(static_cast<int>(open.size()), kDeepestHeading),
                          one_line(Document::plain_text(*at)),
                          {}});
    }
    at = next_in_tree(*at, body);
  }
}

void Outline::make_bookmarks(Anchors& anchors) {
  for (OutlineEntry& entry : entries_) entry.mark = anchors.make("_Toc");
}

const OutlineEntry* Outline::find(const Node& heading) const {
  const auto at = by_node_.find(&heading);
  return at == by_node_.end() ? nullptr : &entries_[at->second];
}

int Outline::level(const Node& heading) const {
  const OutlineEntry* entry = find(heading);
  return entry == nullptr ? 0 : entry->level;
}

}  // namespace minutemill::docx
