#include <algorithm>

#include <minutemill/document.hpp>

// Text of a document and where in the source it stands.

namespace minutemill {

void Document::set_runs(Node& node, const std::vector<SpanRun>& runs) {
  node.run_count_ = static_cast<std::uint32_t>(runs.size());
  node.runs_ = nullptr;
  if (runs.empty()) return;
  auto* copy = static_cast<SpanRun*>(allocate(runs.size() * sizeof(SpanRun)));
  std::uninitialized_copy(runs.begin(), runs.end(), copy);
  node.runs_ = copy;
}

std::vector<SpanRun> Document::runs(const Node& node) {
  return node.runs_ != nullptr ? std::vector<SpanRun>(node.runs_, node.runs_ + node.run_count_)
                               : std::vector<SpanRun>();
}

SourceSpan Document::text_span(const Node& node, std::size_t begin, std::size_t end) {
  end = std::min(end, node.text_.size());
  if (!node.span_.known() || begin >= end) return {};
  if (node.runs_ == nullptr) {
    if (node.span_.size() != node.text_.size()) return node.span_;
    return {node.span_.begin + static_cast<std::uint32_t>(begin),
            node.span_.begin + static_cast<std::uint32_t>(end)};
  }
  const SpanRun* last = node.runs_ + node.run_count_;
  const auto run_at = [&](std::size_t offset) {
    const SpanRun* run = std::upper_bound(node.runs_, last, offset,
                                          [](std::size_t o, const SpanRun& r) { return o < r.text; });
    return run == node.runs_ ? run : run - 1;
  };
  const SpanRun* first = run_at(begin);
  const SpanRun* final = run_at(end - 1);
  const auto units = [](const SpanRun& run, std::size_t offset) {
    return (offset - run.text) / run.text_unit;
  };
  return {first->source + static_cast<std::uint32_t>(units(*first, begin) * first->source_unit),
          final->source + static_cast<std::uint32_t>((units(*final, end - 1) + 1) * final->source_unit)};
}

Node& Document::split_text(Node& node, std::size_t offset) {
  Node& rest = create(NodeKind::text);
  const std::string_view whole = node.text_;
  offset = std::min(offset, whole.size());
  rest.text_ = whole.substr(offset);
  rest.span_ = text_span(node, offset, whole.size());
  if (node.runs_ != nullptr) {
    std::vector<SpanRun> runs;
    for (std::uint32_t i = 0; i < node.run_count_; ++i) {
      SpanRun run = node.runs_[i];
      const std::size_t run_end = i + 1 < node.run_count_ ? node.runs_[i + 1].text : whole.size();
      if (run_end <= offset) continue;
      if (run.text < offset) {
        run.source += static_cast<std::uint32_t>((offset - run.text) / run.text_unit * run.source_unit);
        run.text = static_cast<std::uint32_t>(offset);
      }
      run.text -= static_cast<std::uint32_t>(offset);
      runs.push_back(run);
    }
    set_runs(rest, runs);
  }
  const SourceSpan front = text_span(node, 0, offset);
  node.text_ = whole.substr(0, offset);
  node.span_ = front;
  while (node.run_count_ > 0 && node.runs_[node.run_count_ - 1].text >= offset) --node.run_count_;
  if (node.run_count_ == 0) node.runs_ = nullptr;
  if (node.parent_ != nullptr) insert_after(node, rest);
  return rest;
}

namespace {

bool starts_block(const Node& node) noexcept {
  return is_block(node.kind()) && node.kind() != NodeKind::body;
}

// Calls see(node, text) for each piece of plain_text(root) in order: text nodes, and "\n" with the line break
// or block.
template <class See>
void for_each_piece(const Node& root, See see) {
  bool any = false, pending_break = false;
  const Node* at = &root;
  while (at != nullptr) {
    const NodeKind kind = at->kind();
    if (at != &root && (kind == NodeKind::note || kind == NodeKind::ruby_text)) {
      at = next_after(*at, root);
      continue;
    }
    if (at != &root && starts_block(*at) && any) pending_break = true;
    std::string_view text = at->text();
    if (kind == NodeKind::line_break) text = "\n";
    if (!text.empty()) {
      if (pending_break) see(static_cast<const Node*>(nullptr), std::string_view("\n"));
      pending_break = false;
      any = true;
      see(kind == NodeKind::line_break ? nullptr : at, text);
    }
    at = next_in_tree(*at, root);
  }
}

}  // namespace

std::string Document::plain_text(const Node& node) {
  std::string out;
  for_each_piece(node, [&](const Node*, std::string_view text) { out.append(text); });
  return out;
}

SourceSpan Document::source_span(const Node& block, std::size_t begin, std::size_t end) {
  SourceSpan whole;
  std::size_t offset = 0;
  for_each_piece(block, [&](const Node* node, std::string_view text) {
    const std::size_t from = std::max(begin, offset), to = std::min(end, offset + text.size());
    if (node != nullptr && from < to) {
      const SourceSpan part = text_span(*node, from - offset, to - offset);
      if (part.known()) {
        whole.begin = whole.known() ? std::min(whole.begin, part.begin) : part.begin;
        whole.end = whole.end == SourceSpan::kNone ? part.end : std::max(whole.end, part.end);
      }
    }
    offset += text.size();
  });
  return whole;
}

}  // namespace minutemill
