#include "runtime/content_hash.hpp"

#include <xxhash.h>

#if defined(__x86_64__) && __has_include(<xxh_x86dispatch.h>)
#include <xxh_x86dispatch.h>  // XXH3_64bits() becomes the one for this machine: AVX2 hashes twice as much in a go
#endif

namespace minutemill {

std::uint64_t content_hash(std::string_view bytes) noexcept {
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace minutemill
