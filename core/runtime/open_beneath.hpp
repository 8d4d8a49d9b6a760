// Opening files below a folder that others may write to, so that no link and no ".." leads out of it.
#pragma once

#include <string>

namespace minutemill {

enum class Links { refuse, inside };  // inside: followed as long as they stay below the folder

// As openat(2), with O_CLOEXEC. `path` is relative. Returns -1 and sets errno. Kernels before 5.6, which have
// no openat2, refuse links in the last component only when links are refused, and every path with a ".."
// component.
[[nodiscard]] int open_beneath(int folder, const std::string& path, int flags, Links links) noexcept;

}  // namespace minutemill
