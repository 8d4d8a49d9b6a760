// The memory that the parent shares with one worker: jobs go one way, results the other, without a system
// call for each. What a worker has put there is still there when it dies.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/unique_fd.hpp"

namespace minutemill {

// A queue of frames for one writer and one reader in different processes. Lives in shared memory: no
// pointers.
template <std::size_t Capacity>
class FrameRing {
 public:
  void clear() noexcept {
    written_.store(0);
    read_.store(0);
  }
  [[nodiscard]] bool empty() const noexcept {
    return written_.load(std::memory_order_acquire) == read_.load();
  }
  [[nodiscard]] std::size_t used() const noexcept {
    return static_cast<std::size_t>(written_.load() - read_.load());
  }
  static constexpr std::size_t capacity() noexcept { return Capacity; }
  // False when there is no room now.
  [[nodiscard]] bool push(std::string_view frame) noexcept;
  // False when there is none; also when the memory is damaged, and then damaged() is true.
  [[nodiscard]] bool pop(std::string& frame);
  [[nodiscard]] bool damaged() const noexcept { return damaged_.load(); }

 private:
  void copy_in(std::uint64_t at, const char* from, std::size_t size) noexcept;
  void copy_out(std::uint64_t at, char* to, std::size_t size) const noexcept;

  alignas(64) std::atomic<std::uint64_t> written_{0};  // bytes since the beginning
  alignas(64) std::atomic<std::uint64_t> read_{0};
  std::atomic<bool> damaged_{false};
  char data_[Capacity];
};

// What a worker says about itself. The parent reads it while the worker runs and after it has died.
struct WorkerState {
  std::atomic<std::uint64_t> started{0};  // monotonic nanoseconds at which the current job began; 0: idle
  std::atomic<std::uint64_t> job{0};      // number of the current job
  std::atomic<std::uint32_t> writing{0};  // the document is converted, its outputs are being written
  std::atomic<std::uint32_t> asleep{0};   // waits for jobs
  std::atomic<std::uint32_t> ready{0};    // has begun to work
  std::atomic<std::uint32_t> queued{0};   // jobs not yet taken
  std::atomic<std::uint32_t> call_at{0};  // calls the parent when so few jobs are left
  std::atomic<std::uint32_t> stop{0};     // set by the parent: end after the current job
  char step[64] = {};                     // the step that is running
};

class Channel {
 public:
  Channel();
  ~Channel();
  Channel(Channel&& other) noexcept;
  Channel& operator=(Channel&&) = delete;

  static constexpr std::size_t kJobBytes = 256 * 1024;
  static constexpr std::size_t kResultBytes = 512 * 1024;

  [[nodiscard]] WorkerState& state() noexcept { return memory_->state; }
  [[nodiscard]] FrameRing<kJobBytes>& jobs() noexcept { return memory_->jobs; }
  [[nodiscard]] FrameRing<kResultBytes>& results() noexcept { return memory_->results; }
  // For a new worker, once all results of the last one are taken.
  void reset() noexcept;
  void wake_worker() noexcept;
  void sleep_worker() noexcept;
  // Gives the worker a descriptor along with a job; false when it cannot take more.
  [[nodiscard]] bool hand_over(std::uint64_t job, int file) noexcept;
  // The worker's side, once it has the job; none when it did not come.
  [[nodiscard]] UniqueFd receive(std::uint64_t job) noexcept;

 private:
  void connect();
  struct Memory {
    WorkerState state;
    FrameRing<kJobBytes> jobs;
    FrameRing<kResultBytes> results;
  };
  Memory* memory_ = nullptr;
  UniqueFd wake_;
  UniqueFd give_, take_;  // two connected sockets
};

// An eventfd: many may ring, one waits.
[[nodiscard]] UniqueFd make_bell(bool blocking);
void ring(int bell) noexcept;
void silence(int bell) noexcept;

[[nodiscard]] std::uint64_t monotonic_nanoseconds() noexcept;

}  // namespace minutemill
