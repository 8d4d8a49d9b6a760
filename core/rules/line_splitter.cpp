#include "rules/line_splitter.hpp"

#include <vector>

#include "rules/scopes.hpp"

namespace minutemill::rules {

namespace {

bool is_mixed(const Line& line, const Knowledge& rules) {
  if (line.kind != LineKind::body) return true;
  Match match;
  for (const SectionRules::Level& level : rules.sections.numbering)
    if (level.match->starts(line.view(), line.clues(), match)) return true;
  return rules.lines.sentence && rules.lines.sentence->contains(line.view(), line.clues());
}

bool has_breaks(const Node& block) {
  for (const Node& child : block.children())
    if (child.kind() == NodeKind::line_break) return true;
  return false;
}

// Whether any paragraph has lines to be told apart. Most documents have none and need not be read for it.
bool has_broken_paragraph(const Node& root) {
  for (const Node* at = root.first_child(); at != nullptr; at = next_in_tree(*at, root))
    if (at->kind() == NodeKind::paragraph && has_breaks(*at)) return true;
  return false;
}

// The first `kept` breaks stay, those inside a headline.
void split_at_breaks(Document& document, Node& paragraph, std::size_t kept) {
  Node* rest = nullptr;
  for (Node* child = paragraph.first_child(); child != nullptr;) {
    Node* next = child->next();
    if (child->kind() == NodeKind::line_break && kept > 0) {
      --kept;
    } else if (child->kind() == NodeKind::line_break) {
      document.detach(*child);
      Node& fresh = document.create(NodeKind::paragraph);
      fresh.set_span(paragraph.span());
      if (const std::string_view align = paragraph.get(Attr::align); !align.empty())
        document.set(fresh, Attr::align, align);
      if (const std::int64_t indent = paragraph.number(Attr::indent); indent != 0)
        document.set(fresh, Attr::indent, indent);
      document.insert_after(rest != nullptr ? *rest : paragraph, fresh);
      rest = &fresh;
    } else if (rest != nullptr) {
      document.detach(*child);
      document.append(*rest, *child);
    }
    child = next;
  }
  // Breaks side by side leave nothing between them.
  for (Node* at = paragraph.next(); at != nullptr && rest != nullptr;) {
    Node* next = at->next();
    const bool last = at == rest;
    if (at->empty()) document.detach(*at);
    if (last) break;
    at = next;
  }
  if (paragraph.empty()) document.detach(paragraph);
}

}  // namespace

void split_mixed_paragraphs(Document& document, const Knowledge& rules) {
  if (!has_broken_paragraph(document.body()) && !has_broken_paragraph(document.furniture())) return;
  std::vector<std::pair<Node*, std::size_t>> mixed;
  const Reading reading(document, rules);
  for (const Line& line : reading.lines().all()) {
    if (line.whole || !has_breaks(*line.block) || (!mixed.empty() && mixed.back().first == line.block))
      continue;
    // In the furniture a headline alone is wanted, without the lines that stand with it.
    const bool wanted = line.furniture ? line.kind == LineKind::title
                                       : line.block->parent() == &document.body() && is_mixed(line, rules);
    if (wanted && line.block->kind() == NodeKind::paragraph) mixed.emplace_back(line.block, line.joined);
  }
  for (const auto& [paragraph, kept] : mixed) split_at_breaks(document, *paragraph, kept);
}

}  // namespace minutemill::rules
