#include <minutemill/document.hpp>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <new>

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
