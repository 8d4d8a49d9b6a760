#include "runtime/sandbox.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "runtime/sandbox_parts.hpp"
#include "runtime/unique_fd.hpp"

namespace minutemill {
namespace {

// Below it a file cannot be brought from one folder to another, which is how outputs come to their place.
constexpr int kFirstLandlock = 2;

}  // namespace

SandboxSupport sandbox_support() noexcept {
  const int landlock = landlock_version();
  return {landlock >= kFirstLandlock ? landlock : 0, has_seccomp()};
}

std::string describe(const SandboxSupport& support) {
  const std::string landlock = support.landlock > 0 ? fmt::format("Landlock {}", support.landlock) : "";
  if (landlock.empty()) return support.seccomp ? "seccomp" : "none";
  return support.seccomp ? landlock + ", seccomp" : landlock;
}

std::optional<std::string> enter_sandbox(const SandboxRules& rules) {
  // What both ask of a process without privileges: no program that it starts gets more rights than it has.
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return fmt::format("no_new_privs: {}", std::strerror(errno));
  if (rules.files)
    if (auto error = confine_files(rules)) return error;
  if (rules.calls)
    if (auto error = confine_calls(rules)) return error;
  return std::nullopt;
}

std::optional<std::string> try_sandbox(const SandboxRules& rules) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return fmt::format("no pipe: {}", std::strerror(errno));
  const UniqueFd in(ends[0]);
  UniqueFd out(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) return fmt::format("no process: {}", std::strerror(errno));
  if (child == 0) {
    const auto error = enter_sandbox(rules);
    if (error) [[maybe_unused]]
      const ssize_t put = ::write(out.get(), error->data(), error->size());
    ::_exit(error ? 1 : 0);
  }
  out.reset();
  char text[512];
  const ssize_t got = ::read(in.get(), text, sizeof text);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (got > 0) return std::string(text, static_cast<std::size_t>(got));
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
  return "a process that entered it did not survive";
}

}  // namespace minutemill
