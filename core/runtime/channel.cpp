#include "runtime/channel.hpp"

#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <new>
#include <system_error>

#include "runtime/wire.hpp"

namespace minutemill {

template <std::size_t Capacity>
void FrameRing<Capacity>::copy_in(std::uint64_t at, const char* from, std::size_t size) noexcept {
  const std::size_t begin = static_cast<std::size_t>(at % Capacity);
  const std::size_t first = std::min(size, Capacity - begin);
  std::memcpy(data_ + begin, from, first);
  std::memcpy(data_, from + first, size - first);
}

template <std::size_t Capacity>
void FrameRing<Capacity>::copy_out(std::uint64_t at, char* to, std::size_t size) const noexcept {
  const std::size_t begin = static_cast<std::size_t>(at % Capacity);
  const std::size_t first = std::min(size, Capacity - begin);
  std::memcpy(to, data_ + begin, first);
  std::memcpy(to + first, data_, size - first);
}

template <std::size_t Capacity>
bool FrameRing<Capacity>::push(std::string_view frame) noexcept {
  const std::uint64_t end = written_.load(std::memory_order_relaxed);
  const std::uint64_t used = end - read_.load(std::memory_order_acquire);
  const std::uint32_t size = static_cast<std::uint32_t>(frame.size());
  if (used > Capacity || Capacity - used < sizeof size + frame.size()) return false;
  copy_in(end, reinterpret_cast<const char*>(&size), sizeof size);
  copy_in(end + sizeof size, frame.data(), frame.size());
  written_.store(end + sizeof size + frame.size(), std::memory_order_release);
  return true;
}

template <std::size_t Capacity>
bool FrameRing<Capacity>::pop(std::string& frame) {
  const std::uint64_t begin = read_.load(std::memory_order_relaxed);
  const std::uint64_t there = written_.load(std::memory_order_acquire) - begin;
  if (there == 0) return false;
  std::uint32_t size = 0;
  if (there >= sizeof size && there <= Capacity) copy_out(begin, reinterpret_cast<char*>(&size), sizeof size);
  if (there > Capacity || there < sizeof size || size > there - sizeof size || size > kLargestFrame) {
    damaged_.store(true);
    return false;
  }
  frame.resize(size);
  copy_out(begin + sizeof size, frame.data(), size);
  read_.store(begin + sizeof size + size, std::memory_order_release);
  return true;
}

template class FrameRing<Channel::kJobBytes>;
template class FrameRing<Channel::kResultBytes>;

Channel::Channel() : wake_(make_bell(true)) {
  void* memory = ::mmap(nullptr, sizeof(Memory), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    throw std::system_error(errno, std::generic_category(), "no memory to share with a worker");
  memory_ = new (memory) Memory;
  connect();
}

Channel::Channel(Channel&& other) noexcept
    : memory_(std::exchange(other.memory_, nullptr)),
      wake_(std::move(other.wake_)),
      give_(std::move(other.give_)),
      take_(std::move(other.take_)) {}

Channel::~Channel() {
  if (memory_) ::munmap(memory_, sizeof(Memory));
}

void Channel::reset() noexcept {
  memory_->~Memory();
  new (memory_) Memory;
  wake_ = make_bell(true);
  connect();
}

void Channel::connect() {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) ends[0] = ends[1] = -1;
  give_ = UniqueFd(ends[0]);
  take_ = UniqueFd(ends[1]);
}

namespace {

// One message: the job's number, and beside it one descriptor (unix(7), SCM_RIGHTS).
struct Parcel {
  std::uint64_t job = 0;
  iovec part{&job, sizeof job};
  alignas(cmsghdr) char beside[CMSG_SPACE(sizeof(int))] = {};
  msghdr header{};

  Parcel() noexcept {
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = beside;
    header.msg_controllen = sizeof beside;
  }
};

}  // namespace

bool Channel::hand_over(std::uint64_t job, int file) noexcept {
  Parcel parcel;
  parcel.job = job;
  cmsghdr* const rights = CMSG_FIRSTHDR(&parcel.header);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(sizeof file);
  std::memcpy(CMSG_DATA(rights), &file, sizeof file);
  return ::sendmsg(give_.get(), &parcel.header, MSG_DONTWAIT | MSG_NOSIGNAL) > 0;
}

UniqueFd Channel::receive(std::uint64_t job) noexcept {
  for (;;) {
    Parcel parcel;
    if (::recvmsg(take_.get(), &parcel.header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) <= 0) return {};
    const cmsghdr* const rights = CMSG_FIRSTHDR(&parcel.header);
    if (rights == nullptr || rights->cmsg_type != SCM_RIGHTS) continue;
    int file = -1;
    std::memcpy(&file, CMSG_DATA(rights), sizeof file);
    UniqueFd taken(file);
    if (parcel.job == job) return taken;  // others belong to jobs that did not go out
  }
}

void Channel::wake_worker() noexcept {
  ring(wake_.get());
}

void Channel::sleep_worker() noexcept {
  std::uint64_t count = 0;
  while (::read(wake_.get(), &count, sizeof count) < 0 && errno == EINTR) {
  }
}

UniqueFd make_bell(bool blocking) {
  return UniqueFd(::eventfd(0, EFD_CLOEXEC | (blocking ? 0 : EFD_NONBLOCK)));
}

void ring(int bell) noexcept {
  const std::uint64_t one = 1;
  while (::write(bell, &one, sizeof one) < 0 && errno == EINTR) {
  }
}

void silence(int bell) noexcept {
  std::uint64_t count = 0;
  while (::read(bell, &count, sizeof count) < 0 && errno == EINTR) {
  }
}

std::uint64_t monotonic_nanoseconds() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000ULL + static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace minutemill
