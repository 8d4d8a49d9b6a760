// File descriptors that close themselves and are not inherited.
#pragma once

#include <string_view>
#include <utility>

#include <sys/types.h>
#include <unistd.h>

namespace minutemill::exec {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      reset();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }
  ~Descriptor() { reset(); }
  void reset() noexcept {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }
  [[nodiscard]] int get() const noexcept { return number_; }
  explicit operator bool() const noexcept { return number_ >= 0; }

 private:
  int number_ = -1;
};

// The two ends: `ours` does not block. All numbers are above those that a program is started with. Throw
// std::system_error.
struct Ends {
  Descriptor ours;
  Descriptor theirs;
};
[[nodiscard]] Ends pipe_to_program();
[[nodiscard]] Ends pipe_from_program();
[[nodiscard]] Ends socket_pair();

// write() that gives EPIPE and no signal, in a process that may not ignore SIGPIPE.
ssize_t write_without_signal(int to, std::string_view bytes) noexcept;

}  // namespace minutemill::exec
