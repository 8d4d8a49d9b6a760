#include "runtime/input_reader.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <strings.h>

#include "runtime/open_beneath.hpp"

namespace minutemill {
namespace {

constexpr std::size_t kSmallestBuffer = 64 * 1024;

FileError refused(std::string message) {
  return {FailureCode::input, std::move(message), 0};
}

FileError too_large(std::uint64_t limit) {
  return {
      FailureCode::resource,
      "larger than the limit of " + std::to_string(limit) + " bytes; raise it with --set limits.input=SIZE",
      0};
}

}  // namespace

bool InputReader::reserve(std::size_t bytes) {
  if (bytes <= capacity_) return true;
  const std::size_t wanted = std::max({bytes, kSmallestBuffer, std::min(capacity_ * 2, bytes * 2)});
  std::unique_ptr<char[]> larger(new (std::nothrow) char[wanted]);
  if (!larger) return false;
  std::copy_n(buffer_.get(), size_, larger.get());
  buffer_ = std::move(larger);
  capacity_ = wanted;
  return true;
}

int InputReader::root_fd(const std::string& root) {
  if (root.empty()) return AT_FDCWD;
  if (!root_fd_ || root != root_) {
    root_fd_ = UniqueFd(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    root_ = root;
  }
  return root_fd_.get();
}

std::optional<FileError> InputReader::read(const std::string& root, const std::string& path,
                                           bool follow_links) {
  size_ = 0;
  path_ = path;
  folder_.reset();
  base_ = root_fd(root);
  constexpr int kFlags = O_RDONLY | O_NONBLOCK | O_NOCTTY;  // never waits for the other end of a pipe
  const UniqueFd file(follow_links ? ::openat(base_, path.c_str(), kFlags | O_CLOEXEC)
                                   : open_beneath(base_, path, kFlags, Links::refuse));
  if (!file) return system_error(FailureCode::input, "cannot be opened", errno);
  return read_all(file.get());
}

std::optional<FileError> InputReader::read(const UniqueFd& record) {
  size_ = 0;
  path_.clear();
  if (!record || ::lseek(record.get(), 0, SEEK_SET) != 0)
    return FileError{FailureCode::resource, "the record did not reach the worker", 0};
  return read_all(record.get());
}

std::optional<FileError> InputReader::read_all(int file) {
  struct stat status {};
  if (::fstat(file, &status) != 0) return system_error(FailureCode::input, "cannot be read", errno);
  if (S_ISDIR(status.st_mode))
    return refused("a folder, not a file; give it as an argument to read what is in it");
  if (!S_ISREG(status.st_mode)) return refused("not a regular file");
  if (static_cast<std::uint64_t>(status.st_size) > max_input_) return too_large(max_input_);
  if (!reserve(static_cast<std::size_t>(status.st_size) + 1))
    return FileError{FailureCode::resource, "does not fit into the memory", 0};
  for (;;) {
    const ssize_t got = ::read(file, buffer_.get() + size_, capacity_ - size_);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(FailureCode::input, "cannot be read", errno);
    const bool room_left = static_cast<std::size_t>(got) < capacity_ - size_;
    size_ += static_cast<std::size_t>(got);
    if (size_ > max_input_) return too_large(max_input_);
    if (room_left) break;  // a regular file gives less than asked for at its end alone
    if (!reserve(size_ + size_ / 2 + 1))
      return FileError{FailureCode::resource, "does not fit into the memory", 0};
  }
  if (size_ == 0) return refused("an empty file");
  return std::nullopt;
}

std::optional<std::string> InputReader::sibling(std::string_view relative_path) {
  if (path_.empty() || relative_path.empty() || relative_path.find('\0') != std::string_view::npos)
    return std::nullopt;
  if (!folder_) {
    const std::size_t slash = path_.rfind('/');
    const std::string parent = slash == std::string::npos ? "." : path_.substr(0, slash + 1);
    folder_ = UniqueFd(::openat(base_, parent.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!folder_) return std::nullopt;
  }
  const UniqueFd file(open_beneath(folder_.get(), std::string(relative_path),
                                   O_RDONLY | O_NONBLOCK | O_NOCTTY, Links::inside));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  if (static_cast<std::uint64_t>(status.st_size) > max_sibling_) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::read(file.get(), bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

std::string_view media_type_of(std::string_view path) noexcept {
  struct Ending {
    std::string_view ending;
    std::string_view media_type;
  };
  static constexpr std::array<Ending, 9> kEndings{{{".html", "text/html"},
                                                   {".htm", "text/html"},
                                                   {".shtml", "text/html"},
                                                   {".xhtml", "application/xhtml+xml"},
                                                   {".xht", "application/xhtml+xml"},
                                                   {".md", "text/markdown"},
                                                   {".markdown", "text/markdown"},
                                                   {".txt", "text/plain"},
                                                   {".text", "text/plain"}}};
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view ending = path.substr(dot);
  for (const Ending& known : kEndings)
    if (ending.size() == known.ending.size() &&
        ::strncasecmp(ending.data(), known.ending.data(), ending.size()) == 0)
      return known.media_type;
  return {};
}

}  // namespace minutemill
