// What a worker can no longer do, whatever its stages try: open other files than those it needs, reach the
// network, start programs, look into other processes. Files by Landlock (Linux 5.19 and later), calls by a
// seccomp filter. It holds for the process, its threads and its children, and cannot be undone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <minutemill/export.hpp>

namespace minutemill {

struct SandboxRules {
  std::vector<std::string>
      read;  // files and folders with all below them; those that are not there are passed over
  std::vector<std::string> write;  // the same, for reading too
  int write_folder = -1;           // one more, by its descriptor
  bool programs = false;           // programs may be started, also by those that are started
  bool files = true;               // Landlock, when the kernel has it
  bool calls = true;               // seccomp, when the kernel has it
};

// What the running kernel has.
struct SandboxSupport {
  int landlock =
      0;  // version of its interface; 0: none, or too old (below 2 no file can be moved to another folder)
  bool seccomp = false;
  [[nodiscard]] bool complete() const noexcept { return landlock > 0 && seccomp; }
};
[[nodiscard]] MINUTEMILL_API SandboxSupport sandbox_support() noexcept;
// "Landlock 7, seccomp", "seccomp", "none".
[[nodiscard]] MINUTEMILL_API std::string describe(const SandboxSupport& support);

// Closes the calling process in, for good; what went wrong when it could not be done.
[[nodiscard]] std::optional<std::string> enter_sandbox(const SandboxRules& rules);
// The same in a child process that ends at once, to know beforehand.
[[nodiscard]] std::optional<std::string> try_sandbox(const SandboxRules& rules);

}  // namespace minutemill
