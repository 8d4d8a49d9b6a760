// The guard of one program (guard.hpp). A process of its own, since only that outlives a worker that is
// killed, and small, since it is started from processes that are not; so it has the limits and the session of
// the program to set as well, which posix_spawn cannot.
#include "exec/guard.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using minutemill::exec::GuardMessage;
using minutemill::exec::kGuardSocket;

namespace {

void tell(GuardMessage message) {
  ::send(kGuardSocket, &message, sizeof message, MSG_NOSIGNAL);
}

// In the child: never returns. Its error goes through `error_pipe`, which a successful exec closes.
[[noreturn]] void become_program(unsigned long long memory, const char* folder, char** words,
                                 int error_pipe) {
  const auto fail = [&] {
    const int error = errno;
    if (::write(error_pipe, &error, sizeof error) < 0) ::_exit(126);
    ::_exit(127);
  };
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // should the guard itself be killed
  ::setsid();                          // a process group of its own, and no terminal
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  rlimit address_space{};  // the worker's own limit is no concern of the program
  if (::getrlimit(RLIMIT_AS, &address_space) == 0) {
    address_space.rlim_cur = address_space.rlim_max;
    ::setrlimit(RLIMIT_AS, &address_space);
  }
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  const rlimit data{memory, memory};
  if (memory != 0 && ::setrlimit(RLIMIT_DATA, &data) != 0) fail();
  if (*folder != '\0' && ::chdir(folder) != 0) fail();
  if (::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0) fail();
  ::execv(words[0], words);
  fail();
  ::_exit(127);
}

// The children this process has: the program, and descendants of it that lost their parent.
void kill_children() {
  std::FILE* file = std::fopen("/proc/thread-self/children", "re");
  if (file == nullptr) return;
  for (int child = 0; std::fscanf(file, "%d", &child) == 1;) ::kill(child, SIGKILL);
  std::fclose(file);
}

// Nothing of the program is left afterwards: orphans come to this process, however they were started.
void end_all(pid_t program) {
  ::kill(-program, SIGKILL);
  do kill_children();
  while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR);
}

// True, with the message, when the program has ended. Reaps what else there is.
bool program_ended(pid_t program, GuardMessage& message) {
  bool ended = false;
  int status = 0;
  for (pid_t child = 0; (child = ::waitpid(-1, &status, WNOHANG)) > 0;) {
    if (child != program) continue;
    ended = true;
    message = WIFSIGNALED(status) ? GuardMessage{GuardMessage::signalled, WTERMSIG(status)}
                                  : GuardMessage{GuardMessage::exited, WEXITSTATUS(status)};
  }
  return ended;
}

int watch(pid_t program, int child_signals) {
  pollfd events[] = {{kGuardSocket, POLLIN, 0}, {child_signals, POLLIN, 0}};
  for (;;) {
    if (::poll(events, 2, -1) < 0 && errno != EINTR) break;
    if (events[0].revents != 0) break;  // nothing is ever sent: the other end is closed
    if (events[1].revents == 0) continue;
    signalfd_siginfo info{};
    while (::read(child_signals, &info, sizeof info) > 0) {
    }
    GuardMessage message;
    if (!program_ended(program, message)) continue;
    tell(message);
    break;
  }
  end_all(program);
  return 0;
}

void let_go_of_pipes() {
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int end = 0; end <= 2; ++end) ::dup2(nothing, end);
  ::close(nothing);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
    ::signal(signal, SIG_IGN);  // the worker decides
  ::setpgid(0, 0);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::fcntl(kGuardSocket, F_SETFD, FD_CLOEXEC);
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  ::sigprocmask(SIG_SETMASK, &child, nullptr);
  const int child_signals = ::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  int error_pipe[2] = {-1, -1};
  if (child_signals < 0 || ::pipe2(error_pipe, O_CLOEXEC) != 0) {
    tell({GuardMessage::not_started, errno});
    return 1;
  }
  const pid_t program = ::fork();
  if (program == 0) become_program(std::strtoull(argv[1], nullptr, 10), argv[2], argv + 3, error_pipe[1]);
  const int fork_error = errno;
  ::close(error_pipe[1]);
  int error = fork_error;
  if (program < 0 || ::read(error_pipe[0], &error, sizeof error) > 0) {
    tell({GuardMessage::not_started, error});
    return 1;
  }
  ::close(error_pipe[0]);
  let_go_of_pipes();
  return watch(program, child_signals);
}
