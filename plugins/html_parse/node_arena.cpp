#include "html_parse/node_arena.hpp"

#include <cstdint>
#include <cstdlib>
#include <new>

namespace minutemill::html {

// In front of every block: its size class, 0 for a large one.
struct alignas(16) NodeArena::Block {
  std::size_t size_class;
  Block* next;  // in the list of free ones
};
struct alignas(16) NodeArena::Large {
  Large* previous;
  Large* next;
  Block head;
};

NodeArena::NodeArena() = default;
NodeArena::~NodeArena() {
  reset();
}

void NodeArena::use_in(GumboOptions& options) noexcept {
  options.userdata = this;
  options.allocator = [](void* arena, std::size_t size) {
    return static_cast<NodeArena*>(arena)->allocate(size);
  };
  options.deallocator = [](void* arena, void* block) { static_cast<NodeArena*>(arena)->release(block); };
}

// gumbo checks no result, so running out of memory ends the process here as it would there; the program's
// limits on memory and input size are what keeps it from that.
void* NodeArena::allocate(std::size_t size) noexcept {
  const std::size_t units = (size + kUnit - 1) / kUnit;
  if (units > kClasses) {
    auto* large = static_cast<Large*>(std::malloc(sizeof(Large) + size));
    if (large == nullptr) std::abort();
    large->head.size_class = 0;
    large->previous = nullptr;
    large->next = large_;
    if (large_ != nullptr) large_->previous = large;
    large_ = large;
    return &large->head + 1;
  }
  const std::size_t size_class = units == 0 ? 1 : units;
  if (Block* block = free_[size_class]; block != nullptr) {
    free_[size_class] = block->next;
    return block + 1;
  }
  const std::size_t bytes = sizeof(Block) + size_class * kUnit;
  if (static_cast<std::size_t>(end_ - next_) < bytes) {
    if (chunk_ == chunks_.size()) chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(kChunk));
    next_ = chunks_[chunk_++].get();
    end_ = next_ + kChunk;
  }
  auto* block = new (next_) Block{size_class, nullptr};
  next_ += bytes;
  return block + 1;
}

void NodeArena::release(void* memory) noexcept {
  if (memory == nullptr) return;
  Block* block = static_cast<Block*>(memory) - 1;
  if (block->size_class != 0) {
    block->next = free_[block->size_class];
    free_[block->size_class] = block;
    return;
  }
  auto* large = reinterpret_cast<Large*>(reinterpret_cast<std::byte*>(block) - offsetof(Large, head));
  (large->previous != nullptr ? large->previous->next : large_) = large->next;
  if (large->next != nullptr) large->next->previous = large->previous;
  std::free(large);
}

void NodeArena::reset() noexcept {
  constexpr std::size_t kKeep = 64;  // chunks kept for the next page: 8 MB
  while (large_ != nullptr) {
    Large* next = large_->next;
    std::free(large_);
    large_ = next;
  }
  free_ = {};
  if (chunks_.size() > kKeep) chunks_.resize(kKeep);
  chunk_ = 0;
  next_ = end_ = nullptr;
}

}  // namespace minutemill::html
