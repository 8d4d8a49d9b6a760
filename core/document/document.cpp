#include <minutemill/document.hpp>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <new>
#include <stdexcept>

namespace minutemill {

// Chunks that only grow; reset() starts again at the first one.
struct Document::Arena {
  static constexpr std::size_t kChunk = std::size_t{64} * 1024;
  static constexpr std::size_t kKeep = std::size_t{16} * 1024 * 1024;  // memory kept over a reset

  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Chunk> chunks;
  std::size_t current = 0;
  std::size_t used = 0;

  void* allocate(std::size_t size) {
    size = (size + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
    while (current < chunks.size() && chunks[current].size - used < size) {
      ++current;
      used = 0;
    }
    if (current == chunks.size()) {
      const std::size_t chunk = std::max(size, kChunk);
      chunks.push_back({std::make_unique_for_overwrite<std::byte[]>(chunk), chunk});
      used = 0;
    }
    void* at = chunks[current].bytes.get() + used;
    used += size;
    return at;
  }

  void reset() {
    std::size_t kept = 0;
    auto end = std::find_if(chunks.begin(), chunks.end(),
                            [&](const Chunk& chunk) { return (kept += chunk.size) > kKeep; });
    chunks.erase(end, chunks.end());
    current = 0;
    used = 0;
  }
};

const Node::Attribute* Node::find(Attr attr) const noexcept {
  for (const Attribute* a = attributes_; a != nullptr; a = a->next)
    if (a->name == attr) return a;
  return nullptr;
}

std::string_view Node::get(Attr attr) const noexcept {
  const Attribute* a = find(attr);
  return a != nullptr ? a->text : std::string_view{};
}

std::int64_t Node::number(Attr attr, std::int64_t absent) const noexcept {
  const Attribute* a = find(attr);
  return a != nullptr ? a->number : absent;
}

Document::Document() : arena_(std::make_unique<Arena>()) {
  start();
}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

void Document::start() {
  body_ = &create(NodeKind::body);
  furniture_ = &create(NodeKind::furniture);
}

void Document::reset() {
  arena_->reset();
  next_uid_ = 1;
  metadata_.clear();
  annotations_.clear();
  resources_.clear();
  source_ = {};
  lang_.clear();
  start();
}

void* Document::allocate(std::size_t size) {
  return arena_->allocate(size);
}

std::string_view Document::keep(std::string_view text) {
  if (text.empty()) return {};
  auto* bytes = static_cast<char*>(allocate(text.size()));
  std::memcpy(bytes, text.data(), text.size());
  return {bytes, text.size()};
}

Node& Document::create(NodeKind kind) {
  return *new (allocate(sizeof(Node))) Node(kind, next_uid_++);
}

Node& Document::create_text(std::string_view text, SourceSpan span) {
  Node& node = create(NodeKind::text);
  node.text_ = keep(text);
  node.span_ = span;
  return node;
}

namespace {

bool may_hold(NodeKind parent, NodeKind child) noexcept {
  switch (parent) {
    case NodeKind::list:
      return child == NodeKind::list_item;
    case NodeKind::table:
      return child == NodeKind::table_row || child == NodeKind::caption;
    case NodeKind::table_row:
      return child == NodeKind::table_cell;
    case NodeKind::definition_list:
      return child == NodeKind::definition_term || child == NodeKind::definition;
    default:
      break;
  }
  if (holds_inlines(parent))
    return is_inline(child) && (child != NodeKind::ruby_text || parent == NodeKind::ruby);
  if (!holds_blocks(parent) || is_inline(child)) return false;
  switch (child) {
    case NodeKind::body:
    case NodeKind::furniture:
    case NodeKind::list_item:
    case NodeKind::table_row:
    case NodeKind::table_cell:
    case NodeKind::definition:
    case NodeKind::definition_term:
      return false;
    case NodeKind::caption:
      return parent == NodeKind::figure;
    default:
      return true;
  }
}

std::size_t depth_of(const Node& node) noexcept {
  std::size_t depth = 0;
  for (const Node* up = node.parent(); up != nullptr; up = up->parent()) ++depth;
  return depth;
}

bool lies_in(const Node& node, const Node& root) noexcept {
  for (const Node* up = &node; up != nullptr; up = up->parent())
    if (up == &root) return true;
  return false;
}

// Levels below `node`.
std::size_t height_of(const Node& node) noexcept {
  std::size_t height = 0, depth = 0;
  for (const Node* at = &node;;) {
    if (at->first_child() != nullptr) {
      at = at->first_child();
      height = std::max(height, ++depth);
      continue;
    }
    while (at != &node && at->next() == nullptr) {
      at = at->parent();
      --depth;
    }
    if (at == &node) return height;
    at = at->next();
  }
}

void check_has_parent(const Node& sibling) {
  if (sibling.parent() == nullptr)
    throw StageFailure(FailureCode::structure, "a node was inserted beside one that is not in a tree",
                       sibling.span());
}

}  // namespace

void Document::check_fits(const Node& parent, const Node& child) {
  if (!may_hold(parent.kind(), child.kind()))
    throw StageFailure(FailureCode::structure,
                       "a " + std::string(to_string(parent.kind())) + " cannot hold a " +
                           std::string(to_string(child.kind())),
                       child.span());
  if (child.parent() != nullptr)
    throw StageFailure(FailureCode::structure, "a node was attached twice", child.span());
  const std::size_t below = child.empty() ? 0 : height_of(child);
  if (below > 0 && lies_in(parent, child))
    throw StageFailure(FailureCode::structure, "a node was attached inside itself", child.span());
  if (depth_of(parent) + 1 + below > kMaxDepth)
    throw StageFailure(FailureCode::resource,
                       "the document is nested deeper than " + std::to_string(kMaxDepth) + " levels",
                       child.span());
}

void Document::append(Node& parent, Node& child) {
  check_fits(parent, child);
  child.parent_ = &parent;
  child.previous_ = parent.last_;
  (parent.last_ != nullptr ? parent.last_->next_ : parent.first_) = &child;
  parent.last_ = &child;
}

void Document::prepend(Node& parent, Node& child) {
  if (parent.first_ != nullptr)
    insert_before(*parent.first_, child);
  else
    append(parent, child);
}

void Document::insert_before(Node& sibling, Node& node) {
  check_has_parent(sibling);
  Node& parent = *sibling.parent_;
  check_fits(parent, node);
  node.parent_ = &parent;
  node.next_ = &sibling;
  node.previous_ = sibling.previous_;
  (sibling.previous_ != nullptr ? sibling.previous_->next_ : parent.first_) = &node;
  sibling.previous_ = &node;
}

void Document::insert_after(Node& sibling, Node& node) {
  check_has_parent(sibling);
  if (sibling.next_ != nullptr)
    insert_before(*sibling.next_, node);
  else
    append(*sibling.parent_, node);
}

void Document::detach(Node& node) noexcept {
  Node* parent = node.parent_;
  if (parent == nullptr) return;
  (node.previous_ != nullptr ? node.previous_->next_ : parent->first_) = node.next_;
  (node.next_ != nullptr ? node.next_->previous_ : parent->last_) = node.previous_;
  node.parent_ = node.previous_ = node.next_ = nullptr;
}

void Document::move_children(Node& from, Node& to) {
  if (&from == &to) return;
  for (Node& child : from.children()) {
    detach(child);
    append(to, child);
  }
}

Node& Document::append_new(Node& parent, NodeKind kind) {
  Node& node = create(kind);
  append(parent, node);
  return node;
}

Node::Attribute& Document::attribute(Node& node, Attr attr) {
  Node::Attribute** at = &node.attributes_;
  while (*at != nullptr && (*at)->name != attr) at = &(*at)->next;
  if (*at == nullptr) *at = new (allocate(sizeof(Node::Attribute))) Node::Attribute{attr, {}, 0, nullptr};
  return **at;
}

void Document::set(Node& node, Attr attr, std::string_view text) {
  assert(!is_number(attr));
  attribute(node, attr).text = keep(text);
}

void Document::set(Node& node, Attr attr, std::int64_t number) {
  assert(is_number(attr));
  attribute(node, attr).number = number;
}

void Document::remove(Node& node, Attr attr) noexcept {
  for (Node::Attribute** at = &node.attributes_; *at != nullptr; at = &(*at)->next) {
    if ((*at)->name == attr) {
      *at = (*at)->next;
      return;
    }
  }
}

void Document::set_text(Node& node, std::string_view text) {
  node.text_ = keep(text);
  node.runs_ = nullptr;
  node.run_count_ = 0;
}

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

const Node* next_after(const Node& node, const Node& root) noexcept {
  for (const Node* at = &node; at != nullptr && at != &root; at = at->parent())
    if (at->next() != nullptr) return at->next();
  return nullptr;
}
const Node* next_in_tree(const Node& node, const Node& root) noexcept {
  return node.first_child() != nullptr ? node.first_child() : next_after(node, root);
}
Node* next_after(Node& node, const Node& root) noexcept {
  return const_cast<Node*>(next_after(static_cast<const Node&>(node), root));
}
Node* next_in_tree(Node& node, const Node& root) noexcept {
  return const_cast<Node*>(next_in_tree(static_cast<const Node&>(node), root));
}

}  // namespace minutemill
