#include "support/process.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace test_support {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Pipe {
  int read = -1;
  int write = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      throw std::system_error(errno, std::generic_category(), "pipe2");
    read = ends[0];
    write = ends[1];
  }
  ~Pipe() {
    shut(read);
    shut(write);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  static void shut(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
};

[[noreturn]] void become(const std::vector<std::string>& command, const ProcessSettings& settings, int in,
                         int out, int err) {
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  if (!settings.folder.empty() && ::chdir(settings.folder.c_str()) != 0) ::_exit(126);
  for (const auto& [name, value] : settings.environment) ::setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments.front(), arguments.data());
  ::_exit(127);
}

// Reads what there is; closes the end when there will be no more.
void drain(int& end, std::string& into) {
  std::array<char, 65536> buffer;
  const ssize_t count = ::read(end, buffer.data(), buffer.size());
  if (count > 0)
    into.append(buffer.data(), static_cast<std::size_t>(count));
  else if (count == 0 || errno != EINTR)
    Pipe::shut(end);
}

// Writes the rest of the input; closes the end when all is written or nobody reads.
void feed(int& end, std::string_view& rest) {
  const ssize_t count = ::write(end, rest.data(), rest.size());
  if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
  if (rest.empty() || (count < 0 && errno != EINTR && errno != EAGAIN)) Pipe::shut(end);
}

}  // namespace

Process run_process(const std::vector<std::string>& command, const ProcessSettings& settings) {
  std::signal(SIGPIPE, SIG_IGN);
  Pipe in, out, err;
  const pid_t child = ::fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) {
    std::signal(SIGPIPE, SIG_DFL);
    become(command, settings, in.read, out.write, err.write);
  }
  Pipe::shut(in.read);
  Pipe::shut(out.write);
  Pipe::shut(err.write);
  ::fcntl(in.write, F_SETFL, O_NONBLOCK);
  std::string_view rest = settings.input;
  if (rest.empty()) Pipe::shut(in.write);

  Process result;
  const auto deadline = Clock::now() + settings.time;
  bool killed = false;
  while (out.read >= 0 || err.read >= 0) {
    std::array<pollfd, 3> ends{pollfd{out.read, POLLIN, 0}, pollfd{err.read, POLLIN, 0},
                               pollfd{in.write, POLLOUT, 0}};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0 && !killed) killed = ::kill(child, SIGKILL) == 0;
    if (::poll(ends.data(), ends.size(), static_cast<int>(std::clamp<long>(left, 10, 1000))) <= 0) continue;
    if (ends[0].revents != 0) drain(out.read, result.out);
    if (ends[1].revents != 0) drain(err.read, result.err);
    if (ends[2].revents != 0) feed(in.write, rest);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) result.status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  if (killed) result.err += "\n(killed by the test: it took too long)\n";
  return result;
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "minutemill-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path TemporaryFolder::write(const fs::path& relative, std::string_view bytes) const {
  const fs::path file = path_ / relative;
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  EXPECT_TRUE(out.flush()) << "cannot write " << file;
  return file;
}

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(in) << "cannot read " << file;
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::recursive_directory_iterator();
       ++entry) {
    if (entry->path().filename().native().starts_with('.'))
      entry.disable_recursion_pending();
    else if (entry->is_regular_file())
      files.push_back(fs::relative(entry->path(), folder));
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace test_support
