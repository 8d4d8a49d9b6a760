#include "outline.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::xhtml {
namespace {

constexpr int kDeepestRank = 6;

// Levels as found (h1, h4, h2 ...) to a nesting without gaps.
class Nesting {
 public:
  int place(std::int64_t level) {
    while (!levels_.empty() && levels_.back() >= level) levels_.pop_back();
    levels_.push_back(level);
    return static_cast<int>(levels_.size());
  }
  void clear() { levels_.clear(); }

 private:
  std::vector<std::int64_t> levels_;
};

bool sets_apart(NodeKind kind) noexcept {
  switch (kind) {
    case NodeKind::list:
    case NodeKind::table:
    case NodeKind::figure:
    case NodeKind::quote:
    case NodeKind::definition_list:
    case NodeKind::note:
      return true;
    default:
      return false;
  }
}

const Node* heading_of(const Node& section) noexcept {
  const Node* first = section.first_child();
  return first != nullptr && first->kind() == NodeKind::heading ? first : nullptr;
}

}  // namespace

std::string label_of(const Node& heading) {
  std::string out;
  for (const Node* at = &heading; at != nullptr;) {
    if (at != &heading && (at->kind() == NodeKind::note || at->kind() == NodeKind::ruby_text)) {
      at = next_after(*at, heading);
      continue;
    }
    out.append(at->text());
    if (at->kind() == NodeKind::image) out.append(at->get(Attr::alt));
    if (at->kind() == NodeKind::line_break) out.push_back(' ');
    at = next_in_tree(*at, heading);
  }
  return is_blank(out) ? std::string() : std::string(trim(out));
}

class Outline::Builder {
 public:
  explicit Builder(Outline& outline) : outline_(outline) {}

  // Depth is that of the document, which is bounded.
  void read(const Node& parent, int depth) {
    Nesting loose;
    for (const Node& child : parent.children()) {
      if (child.kind() == NodeKind::section) {
        const Node* heading = heading_of(child);
        const bool headed = heading != nullptr && !label_of(*heading).empty();
        if (headed) enter(*heading, depth + 1);
        read(child, headed ? depth + 1 : depth);
        loose.clear();
      } else if (child.kind() == NodeKind::heading) {
        if (outline_.ranks_[child.uid()] != 0) continue;  // the section's own
        if (label_of(child).empty()) continue;
        if (child.get(Attr::role) == "title" && outline_.entries_.empty())
          enter(child, 0);
        else
          enter(child, depth + loose.place(child.number(Attr::level, 1)));
      } else if (sets_apart(child.kind())) {
        read_apart(child);
      } else if (holds_blocks(child.kind())) {
        read(child, depth);
      } else {
        read_apart(child);  // notes of a paragraph
      }
    }
  }

 private:
  void enter(const Node& heading, int depth) {
    outline_.entries_.push_back({&heading, depth, label_of(heading)});
    last_rank_ = std::min(depth + 1, kDeepestRank);
    outline_.ranks_[heading.uid()] = static_cast<std::uint8_t>(last_rank_);
    apart_.clear();
  }

  void read_apart(const Node& root) {
    for (const Node* at = next_in_tree(root, root); at != nullptr; at = next_in_tree(*at, root))
      if (at->kind() == NodeKind::heading && !label_of(*at).empty())
        outline_.ranks_[at->uid()] = static_cast<std::uint8_t>(
            std::min(std::max(last_rank_, 1) + apart_.place(at->number(Attr::level, 1)), kDeepestRank));
  }

  Outline& outline_;
  Nesting apart_;
  int last_rank_ = 0;
};

Outline::Outline(const Document& document) : ranks_(document.node_count() + 1, 0) {
  Builder(*this).read(document.body(), 0);
}

int Outline::rank_of(const Node& heading) const noexcept {
  return heading.uid() < ranks_.size() ? ranks_[heading.uid()] : 0;
}

}  // namespace minutemill::xhtml
