// The two halves of a sandbox. Each closes the calling thread in, for good; what went wrong when it could not
// be done.
#pragma once

#include <optional>
#include <string>

#include "runtime/sandbox.hpp"

namespace minutemill {

[[nodiscard]] int landlock_version() noexcept;  // 0: none
[[nodiscard]] bool has_seccomp() noexcept;

[[nodiscard]] std::optional<std::string> confine_files(const SandboxRules& rules);
[[nodiscard]] std::optional<std::string> confine_calls(const SandboxRules& rules);

}  // namespace minutemill
