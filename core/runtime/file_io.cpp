#include "runtime/file_io.hpp"

#include <unistd.h>

#include <cerrno>

namespace minutemill {

std::optional<FileError> write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return system_error(FailureCode::output, "cannot be written", errno);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return std::nullopt;
}

std::optional<FileError> read_at(int file, std::uint64_t offset, std::uint64_t size, char* to) {
  std::uint64_t done = 0;
  while (done < size) {
    const ssize_t got = ::pread(file, to + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(FailureCode::output, "cannot be read back", errno);
    if (got == 0) return FileError{FailureCode::output, "is shorter than it was", 0};
    done += static_cast<std::uint64_t>(got);
  }
  return std::nullopt;
}

std::optional<FileError> read_at(int file, std::uint64_t offset, std::uint64_t size, std::string& bytes) {
  bytes.resize(size);
  return read_at(file, offset, size, bytes.data());
}

}  // namespace minutemill
