// Running programs in tests, and folders that go away with the test.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test_support {

struct Process {
  int status = -1;  // exit status, -1 when it was ended by a signal
  int signal = 0;   // the signal that ended it
  std::string out;
  std::string err;
};

struct ProcessSettings {
  std::filesystem::path folder;                                  // to run in; empty: the present one
  std::vector<std::pair<std::string, std::string>> environment;  // set besides the test's own
  std::string input;                                             // on standard input
  std::chrono::seconds time{60};                                 // then it is killed
};

// Runs a program to its end and takes what it writes.
Process run_process(const std::vector<std::string>& command, const ProcessSettings& settings = {});

// A new folder below the system's temporary folder, removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  // Writes a file, with the folders on its way.
  std::filesystem::path write(const std::filesystem::path& relative, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

// The bytes of a file; a failed expectation when it cannot be read.
std::string read_file(const std::filesystem::path& file);

// The regular files below a folder, relative to it, sorted; hidden ones left out.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder);

}  // namespace test_support
