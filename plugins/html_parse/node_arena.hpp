// Memory for gumbo's tree: given back at once, so that nothing walks a deep tree to free it (gumbo 0.10's own
// gumbo_destroy_output() recurses) and small blocks cost a few instructions.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include <gumbo.h>

namespace minutemill::html {

class NodeArena {
 public:
  NodeArena();
  ~NodeArena();
  NodeArena(const NodeArena&) = delete;
  NodeArena& operator=(const NodeArena&) = delete;

  // Points the allocator fields of `options` at this arena. What gumbo makes lives until reset().
  void use_in(GumboOptions& options) noexcept;
  void reset() noexcept;

 private:
  static constexpr std::size_t kUnit = 16;
  static constexpr std::size_t kClasses = 64;  // blocks up to 1 kB; larger ones come from malloc
  static constexpr std::size_t kChunk = std::size_t{128} * 1024;
  struct Block;
  struct Large;

  void* allocate(std::size_t size) noexcept;
  void release(void* block) noexcept;

  std::array<Block*, kClasses + 1> free_{};
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::size_t chunk_ = 0;                       // how many are in use
  std::byte *next_ = nullptr, *end_ = nullptr;  // what is left of the last of them
  Large* large_ = nullptr;
};

}  // namespace minutemill::html
