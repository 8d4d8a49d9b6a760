// A running program, and the exchange of messages with it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "exec/command.hpp"
#include "exec/descriptors.hpp"
#include "exec/error_tail.hpp"
#include "exec/guard.hpp"

namespace minutemill::exec {

using Clock = std::chrono::steady_clock;

// How far a message is read.
enum class Until : std::uint8_t {
  line,  // to the first line end
  end,   // until the program ends
};

struct Exchange {
  std::string_view request;
  Until until = Until::line;
  Clock::time_point deadline;
  std::chrono::milliseconds time{};  // that the deadline allowed, for the message
  std::size_t most = 0;              // bytes of an answer
};

// Kills the program, with all that it started, when it is destroyed. One thread.
class Child {
 public:
  Child() = default;
  ~Child() { kill(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Throws StageFailure(plugin).
  void start(const Command& command);
  // False when none was started, when it has ended, and in a process that was forked from the one that
  // started it.
  [[nodiscard]] bool is_running();
  // Sends a request and takes the answer. Throws StageFailure: resource when the time is up or the answer too
  // large, plugin when the program ends instead. The program is gone then.
  [[nodiscard]] std::string exchange(const Exchange& exchange, Context& context);
  void kill() noexcept;

  // What it wrote on standard error during the last exchange.
  [[nodiscard]] const ErrorTail& errors() const noexcept { return errors_; }

 private:
  void spawn_guard(const Command& command, const Ends& in, const Ends& out, const Ends& err,
                   const Ends& socket);
  void send(std::string_view& rest);
  // True at the end of what there is.
  bool receive(std::string& answer, std::size_t most);
  void read_errors();
  [[noreturn]] void fail_as_late(const Exchange& exchange) const;
  void wait_for_something(bool may_send, Clock::time_point deadline);
  void expect_success(Clock::time_point deadline);
  [[noreturn]] void fail_as_ended(const GuardMessage& end, std::string_view without) const;
  [[nodiscard]] GuardMessage verdict(Clock::time_point deadline);
  [[nodiscard]] std::string with_errors(std::string message) const;

  std::string name_;
  pid_t guard_ = 0;
  pid_t owner_ = 0;
  Descriptor in_, out_, err_, socket_;
  ErrorTail errors_;
};

}  // namespace minutemill::exec
