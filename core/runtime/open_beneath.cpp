#include "runtime/open_beneath.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace minutemill {
namespace {

bool climbs(std::string_view path) noexcept {
  if (path.empty() || path.front() == '/') return true;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    if (path.substr(0, slash) == "..") return true;
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return false;
}

}  // namespace

int open_beneath(int folder, const std::string& path, int flags, Links links) noexcept {
  open_how how{};
  how.flags = static_cast<__u64>(flags | O_CLOEXEC);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  if (links == Links::refuse) how.resolve |= RESOLVE_NO_SYMLINKS;
  const long fd = ::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how);
  if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return static_cast<int>(fd);
  if (climbs(path)) {
    errno = EXDEV;
    return -1;
  }
  return ::openat(folder, path.c_str(), flags | O_CLOEXEC | (links == Links::refuse ? O_NOFOLLOW : 0));
}

}  // namespace minutemill
