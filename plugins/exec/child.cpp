#include "exec/child.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace minutemill::exec {
namespace {

// How long a program may take to end once it has closed its output.
constexpr auto kPatience = std::chrono::seconds(2);

std::string seconds_text(std::chrono::milliseconds time) {
  const auto milliseconds = time.count();
  if (milliseconds % 1000 == 0) return std::to_string(milliseconds / 1000) + "s";
  return std::to_string(milliseconds) + "ms";
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  out.reserve(words.size() + 1);
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

std::string signal_name(int signal) {
  const char* name = ::sigabbrev_np(signal);
  return name == nullptr ? "signal " + std::to_string(signal)
                         : "SIG" + std::string(name) + " (" + ::sigdescr_np(signal) + ")";
}

// What a started program has of ours: the four ends, as 0 to 3, and nothing else.
class SpawnActions {
 public:
  SpawnActions() { ::posix_spawn_file_actions_init(&actions_); }
  ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  void give(const Descriptor& end, int number) {
    ::posix_spawn_file_actions_adddup2(&actions_, end.get(), number);
  }
  void close_rest() { ::posix_spawn_file_actions_addclosefrom_np(&actions_, kGuardSocket + 1); }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const noexcept { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

void Child::start(const Command& command) {
  kill();
  name_ = command.name;
  errors_.clear();
  try {
    Ends in = pipe_to_program(), out = pipe_from_program(), err = pipe_from_program(), socket = socket_pair();
    spawn_guard(command, in, out, err, socket);
    in_ = std::move(in.ours);
    out_ = std::move(out.ours);
    err_ = std::move(err.ours);
    socket_ = std::move(socket.ours);
    owner_ = ::getpid();
  } catch (const std::system_error& error) {
    throw StageFailure(FailureCode::plugin, name_ + " cannot be started: " + error.what());
  }
}

void Child::spawn_guard(const Command& command, const Ends& in, const Ends& out, const Ends& err,
                        const Ends& socket) {
  SpawnActions actions;
  actions.give(in.theirs, 0);
  actions.give(out.theirs, 1);
  actions.give(err.theirs, 2);
  actions.give(socket.theirs, kGuardSocket);
  actions.close_rest();
  std::vector<std::string> words{command.guard, std::to_string(command.memory), command.folder};
  words.insert(words.end(), command.words.begin(), command.words.end());
  std::vector<std::string> environment = command.environment;
  const int error = ::posix_spawn(&guard_, command.guard.c_str(), actions.get(), nullptr,
                                  pointers(words).data(), pointers(environment).data());
  if (error == 0) return;
  guard_ = 0;
  throw std::system_error(error, std::generic_category(), command.guard);
}

bool Child::is_running() {
  if (guard_ == 0) return false;
  if (owner_ != ::getpid()) {  // the parent's child: its pipes are not ours to use
    guard_ = 0;
    kill();
    return false;
  }
  pollfd events[] = {{socket_.get(), POLLIN, 0}, {out_.get(), POLLIN, 0}};
  if (::poll(events, 2, 0) <= 0) return true;
  kill();  // it has ended, or said something that nobody asked for
  return false;
}

void Child::kill() noexcept {
  in_.reset();
  out_.reset();
  err_.reset();
  socket_.reset();  // upon which the guard ends all
  if (guard_ > 0)
    while (::waitpid(guard_, nullptr, 0) < 0 && errno == EINTR) {
    }
  guard_ = 0;
}

std::string Child::exchange(const Exchange& exchange, Context& context) {
  errors_.clear();
  std::string answer;
  std::string_view rest = exchange.request;
  try {
    for (;;) {
      send(rest);
      if (rest.empty() && exchange.until == Until::end) in_.reset();
      const std::size_t before = answer.size();
      const bool ended = receive(answer, exchange.most);
      read_errors();
      if (exchange.until == Until::line) {
        const std::size_t line = answer.find('\n', before);
        if (line != std::string::npos && line + 1 != answer.size())
          throw StageFailure(FailureCode::plugin,
                             with_errors(name_ + " wrote more than one line for a document"));
        if (line != std::string::npos) return answer;
        if (ended) fail_as_ended(verdict(exchange.deadline), " without an answer");
      } else if (ended) {
        expect_success(exchange.deadline);
        return answer;
      }
      if (Clock::now() >= exchange.deadline) fail_as_late(exchange);
      context.check_time();
      wait_for_something(!rest.empty(), exchange.deadline);
    }
  } catch (...) {
    kill();
    throw;
  }
}

void Child::fail_as_late(const Exchange& exchange) const {
  throw StageFailure(FailureCode::resource,
                     with_errors(name_ + " gave no answer within " + seconds_text(exchange.time)));
}

void Child::send(std::string_view& rest) {
  while (!rest.empty() && in_) {
    const ssize_t written = write_without_signal(in_.get(), rest);
    if (written > 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      return;
    } else if (errno != EINTR) {
      rest = {};  // it reads no more; its answer or its end tells why
      in_.reset();
    }
  }
}

bool Child::receive(std::string& answer, std::size_t most) {
  std::array<char, 64 * 1024> buffer;
  for (;;) {
    const ssize_t got = ::read(out_.get(), buffer.data(), buffer.size());
    if (got == 0) return true;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    answer.append(buffer.data(), static_cast<std::size_t>(got));
    if (answer.size() > most)
      throw StageFailure(FailureCode::resource,
                         name_ + " gave an answer of more than " + std::to_string(most) + " bytes");
    if (static_cast<std::size_t>(got) < buffer.size()) return false;
  }
}

void Child::read_errors() {
  std::array<char, 4096> buffer;
  constexpr int kMostReads = 256;  // a program that writes without end is not waited for
  for (int i = 0; i < kMostReads && err_; ++i) {
    const ssize_t got = ::read(err_.get(), buffer.data(), buffer.size());
    if (got > 0) errors_.add({buffer.data(), static_cast<std::size_t>(got)});
    if (got == 0) err_.reset();
    if (got == 0 || (got < 0 && errno != EINTR)) return;
  }
}

void Child::wait_for_something(bool may_send, Clock::time_point deadline) {
  constexpr auto kLookEvery = std::chrono::milliseconds(100);  // at the document's own time
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()) +
                    std::chrono::milliseconds(1);
  const auto time = std::clamp<std::chrono::milliseconds>(left, std::chrono::milliseconds(0), kLookEvery);
  pollfd events[] = {
      {out_.get(), POLLIN, 0}, {err_.get(), POLLIN, 0}, {may_send ? in_.get() : -1, POLLOUT, 0}};
  ::poll(events, 3, static_cast<int>(time.count()));
}

// What the guard says of the end of its program.
GuardMessage Child::verdict(Clock::time_point deadline) {
  deadline = std::max(deadline, Clock::now() + kPatience);
  GuardMessage message{GuardMessage::exited, -1};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return message;
    pollfd event{socket_.get(), POLLIN, 0};
    const int ready = ::poll(&event, 1, static_cast<int>(std::min<long>(left, 100)));
    read_errors();  // it may hang on a full pipe
    if (ready <= 0) continue;
    if (::recv(socket_.get(), &message, sizeof message, 0) != sizeof message) message.value = -1;
    read_errors();
    return message;
  }
}

void Child::fail_as_ended(const GuardMessage& end, std::string_view without) const {
  std::string message = name_;
  if (end.kind == GuardMessage::not_started)
    message += std::string(" cannot be started: ") + std::strerror(end.value);
  else if (end.kind == GuardMessage::signalled)
    message += " died of " + signal_name(end.value);
  else if (end.value < 0)
    message += " closed its output and did not end";
  else
    message.append(" ended with exit status ").append(std::to_string(end.value)).append(without);
  throw StageFailure(FailureCode::plugin, with_errors(std::move(message)));
}

// A program that ends after its answer must end well.
void Child::expect_success(Clock::time_point deadline) {
  const GuardMessage end = verdict(deadline);
  if (end.kind != GuardMessage::exited || end.value != 0) fail_as_ended(end, {});
  kill();
}

std::string Child::with_errors(std::string message) const {
  if (!errors_.empty())
    if (const std::string lines = errors_.last_lines(3); !lines.empty()) message += ": " + lines;
  return message;
}

}  // namespace minutemill::exec
