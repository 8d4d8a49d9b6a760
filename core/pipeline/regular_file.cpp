#include "pipeline/regular_file.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace minutemill {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) noexcept : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const noexcept { return fd_; }

 private:
  int fd_;
};

std::string error_text(int number) {
  return std::generic_category().message(number);
}

FileText failed(std::string why) {
  return {std::nullopt, true, std::move(why)};
}

}  // namespace

FileText read_regular_file(const std::string& file, std::size_t max_bytes) {
  // A pipe without a writer would block open().
  const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (fd.get() < 0) return {std::nullopt, errno != ENOENT && errno != ENOTDIR, error_text(errno)};
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return failed(error_text(errno));
  if (S_ISDIR(info.st_mode)) return failed("is a folder");
  if (!S_ISREG(info.st_mode)) return failed("is no regular file");
  std::string text;
  text.reserve(static_cast<std::size_t>(info.st_size) + 1);
  char buffer[65536];
  for (;;) {
    const ssize_t count = ::read(fd.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed(error_text(errno));
    if (count == 0) break;
    text.append(buffer, static_cast<std::size_t>(count));
    if (text.size() > max_bytes) return failed(fmt::format("is larger than {} MiB", max_bytes >> 20U));
  }
  return {std::move(text), true, {}};
}

}  // namespace minutemill
