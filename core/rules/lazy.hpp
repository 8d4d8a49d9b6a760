// A value that is made when it is first asked for, by whichever thread asks first.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

namespace minutemill::rules {

template <class T>
class Lazy {
 public:
  Lazy() = default;
  ~Lazy() { delete value_.load(std::memory_order_acquire); }
  Lazy(const Lazy&) = delete;
  Lazy& operator=(const Lazy&) = delete;

  // `make` gives a std::unique_ptr<const T>.
  template <class Make>
  const T& get(Make make) const {
    if (const T* made = value_.load(std::memory_order_acquire)) return *made;
    const std::lock_guard lock(making_);
    if (value_.load(std::memory_order_relaxed) == nullptr)
      value_.store(make().release(), std::memory_order_release);
    return *value_.load(std::memory_order_relaxed);
  }

 private:
  mutable std::atomic<const T*> value_{nullptr};
  mutable std::mutex making_;
};

}  // namespace minutemill::rules
