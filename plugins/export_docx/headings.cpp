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

void Outline::add(const Node& heading, std::size_t depth, bool hidden) {
  by_node_[&heading] = entries_.size();
  entries_.push_back({&heading,
                      std::min(static_cast<int>(depth), kDeepestHeading),
                      one_line(Document::plain_text(heading)),
                      {},
                      hidden});
}

void Outline::collect(const Node& body, Generated generated) {
  std::vector<std::int64_t> open;  // source levels of the headings that the next one lies below
  for (const Node* at = next_in_tree(body, body); at != nullptr;) {
    const bool made_up = at->number(Attr::generated) != 0 && generated != Generated::shown;
    if (at->kind() == NodeKind::note || made_up) {
      if (made_up && generated == Generated::listed && at->kind() == NodeKind::heading && !at->empty())
        add(*at,
            1 + static_cast<std::size_t>(std::ranges::count_if(
                    open, [&](std::int64_t level) { return level < at->number(Attr::level, 1); })),
            true);
      at = next_after(*at, body);
      continue;
    }
    if (is_title(*at) && !at->empty()) {
      has_title_ = true;
      if (report_title_ == nullptr && at->get(Attr::role) == "title") report_title_ = at;
    } else if (at->kind() == NodeKind::heading && !at->empty()) {
      const std::int64_t level = at->number(Attr::level, 1);
      has_title_ = has_title_ || level == 1;
      if (report_title_ == nullptr && level == 1 && entries_.empty()) report_title_ = at;
      while (!open.empty() && open.back() >= level) open.pop_back();
      open.push_back(level);
      add(*at, open.size(), false);
    }
    at = next_in_tree(*at, body);
  }
}

int Outline::level_in_report(const OutlineEntry& entry) const noexcept {
  const bool below = report_title_ != nullptr && find(*report_title_) != nullptr;
  return std::max(entry.level - (below ? 1 : 0), 1);
}

const Bookmark& Outline::report_mark() const noexcept {
  const OutlineEntry* entry = report_title_ != nullptr ? find(*report_title_) : nullptr;
  return entry != nullptr ? entry->mark : report_mark_;
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
