#include "trespass.hpp"

#include <fcntl.h>
#include <linux/io_uring.h>
#include <sched.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace {

[[noreturn]] void refused(const std::string& what, int error) {
  throw std::system_error(error, std::generic_category(), what);
}

// The program of a shell that is everywhere; nothing but its exit status is looked at.
int run_program() {
  char program[] = "/bin/true";
  char* const words[] = {program, nullptr};
  char* const nothing[] = {nullptr};
  pid_t child = 0;
  const int error = ::posix_spawn(&child, program, nullptr, nullptr, words, nothing);
  int status = 0;
  if (error == 0) ::waitpid(child, &status, 0);
  if (error == 0 && status != 0) return EIO;
  return error;
}

int error_of(long result) {
  return result < 0 ? errno : 0;
}

int attempt(const std::string& what) {
  if (what == "socket") return error_of(::socket(AF_INET, SOCK_STREAM, 0));
  if (what == "unix_socket") return error_of(::socket(AF_UNIX, SOCK_STREAM, 0));
  if (what == "program") return run_program();
  if (what == "signal") return error_of(::kill(::getppid(), 0));
  if (what == "trace") return error_of(::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr));
  if (what == "mount") return error_of(::mount("none", "/mnt", "tmpfs", 0, nullptr));
  if (what == "namespace") return error_of(::unshare(CLONE_NEWUSER));
  if (what == "ring") {
    io_uring_params parameters{};
    return error_of(::syscall(SYS_io_uring_setup, 1, &parameters));
  }
  return EINVAL;
}

int try_file(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
  const int error = error_of(file);
  if (file >= 0) ::close(file);
  return error;
}

}  // namespace

void trespass(const std::string& what) {
  if (const int error = attempt(what)) refused(what, error);
}

void read_file_at(const std::string& path) {
  if (const int error = try_file(path, O_RDONLY)) refused(path, error);
}

void write_file_at(const std::string& path) {
  if (const int error = try_file(path, O_WRONLY | O_CREAT)) refused(path, error);
}
