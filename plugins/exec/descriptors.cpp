#include "exec/descriptors.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <system_error>

#include <fcntl.h>
#include <sys/socket.h>

namespace minutemill::exec {
namespace {

[[noreturn]] void fail_with_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// Away from 0 to 3, which a started program gets its own ends as.
Descriptor moved_up(int number) {
  constexpr int kLowest = 10;
  const Descriptor low(number);
  Descriptor high(::fcntl(number, F_DUPFD_CLOEXEC, kLowest));
  if (!high) fail_with_errno("no free file descriptor");
  return high;
}

void make_patient(const Descriptor& end) {
  if (::fcntl(end.get(), F_SETFL, O_NONBLOCK) != 0) fail_with_errno("no pipe");
}

std::array<Descriptor, 2> make_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail_with_errno("no pipe");
  Descriptor second(ends[1]);
  Descriptor read_end = moved_up(ends[0]);
  return {std::move(read_end), moved_up(::dup(second.get()))};
}

}  // namespace

Ends pipe_to_program() {
  auto [read_end, write_end] = make_pipe();
  make_patient(write_end);
  return {std::move(write_end), std::move(read_end)};
}

Ends pipe_from_program() {
  auto [read_end, write_end] = make_pipe();
  make_patient(read_end);
  return {std::move(read_end), std::move(write_end)};
}

Ends socket_pair() {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) fail_with_errno("no socket");
  Descriptor second(ends[1]);
  Descriptor ours = moved_up(ends[0]);
  return {std::move(ours), moved_up(::dup(second.get()))};
}

ssize_t write_without_signal(int to, std::string_view bytes) noexcept {
  sigset_t pipe, before, pending;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe, &before);
  ::sigpending(&pending);
  const bool was_pending = ::sigismember(&pending, SIGPIPE) == 1;
  const ssize_t written = ::write(to, bytes.data(), bytes.size());
  const int error = errno;
  if (written < 0 && error == EPIPE && !was_pending) {
    const timespec now{};
    ::sigtimedwait(&pipe, nullptr, &now);
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return written;
}

}  // namespace minutemill::exec
