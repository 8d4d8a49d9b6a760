// The files of a sandbox, by Landlock (Documentation/userspace-api/landlock.rst of the kernel). A right that
// the rules do not give is refused with EACCES; descriptors that are open already keep theirs.
#include "runtime/sandbox_parts.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "runtime/unique_fd.hpp"

namespace minutemill {
namespace {

// Rights and members that came after the headers of Linux 6.1.
constexpr __u64 kTruncate = 1ULL << 14;       // version 3
constexpr __u64 kDeviceControl = 1ULL << 15;  // version 5
constexpr __u64 kScopeSockets = 1ULL << 0;    // version 6: abstract UNIX sockets of others
constexpr __u64 kScopeSignals = 1ULL << 1;    // version 6: signals to others
struct RulesetAttributes {
  __u64 files = 0;
  __u64 network = 0;  // version 4; TCP alone, the filter of calls forbids more
  __u64 scoped = 0;
};
constexpr std::size_t kFirstAttributes = sizeof(__u64);

constexpr __u64 kReadRights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr __u64 kFileRights = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                              LANDLOCK_ACCESS_FS_READ_FILE | kTruncate | kDeviceControl;
// Devices, sockets and pipes are nothing that a document is made into.
constexpr __u64 kWriteRights = kReadRights | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                               LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
                               LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SYM |
                               LANDLOCK_ACCESS_FS_REFER | kTruncate;

__u64 known_rights(int version) noexcept {
  __u64 rights = (LANDLOCK_ACCESS_FS_REFER << 1) - 1;
  if (version >= 3) rights |= kTruncate;
  if (version >= 5) rights |= kDeviceControl;
  return rights;
}

class Ruleset {
 public:
  explicit Ruleset(int version) : rights_(known_rights(version)) {
    RulesetAttributes attributes;
    attributes.files = rights_;
    if (version >= 6) attributes.scoped = kScopeSockets | kScopeSignals;
    const std::size_t size = version >= 6 ? sizeof attributes : kFirstAttributes;
    fd_ = UniqueFd(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0)));
  }

  [[nodiscard]] bool made() const noexcept { return static_cast<bool>(fd_); }

  bool allow(const std::string& path, __u64 rights) {
    const UniqueFd file(::open(path.c_str(), O_PATH | O_CLOEXEC));
    return !file || allow(file.get(), rights);  // what is not there cannot be opened either
  }

  bool allow(int file, __u64 rights) {
    struct stat status {};
    if (::fstat(file, &status) != 0) return false;
    rights &= rights_;
    if (!S_ISDIR(status.st_mode)) rights &= kFileRights;  // others are refused for a file
    landlock_path_beneath_attr rule{};
    rule.allowed_access = rights;
    rule.parent_fd = file;
    return ::syscall(SYS_landlock_add_rule, fd_.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
  }

  bool restrict_self() { return ::syscall(SYS_landlock_restrict_self, fd_.get(), 0) == 0; }

 private:
  __u64 rights_;
  UniqueFd fd_;
};

}  // namespace

int landlock_version() noexcept {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return version > 0 ? static_cast<int>(version) : 0;
}

std::optional<std::string> confine_files(const SandboxRules& rules) {
  const auto failed = [](std::string_view at) {
    return fmt::format("Landlock: {}: {}", at, std::strerror(errno));
  };
  Ruleset ruleset(landlock_version());
  if (!ruleset.made()) return failed("no set of rules");
  const __u64 programs = rules.programs ? LANDLOCK_ACCESS_FS_EXECUTE : 0;
  for (const std::string& path : rules.read)
    if (!ruleset.allow(path, kReadRights | programs)) return failed(path);
  for (const std::string& path : rules.write)
    if (!ruleset.allow(path, kWriteRights | programs)) return failed(path);
  if (rules.write_folder >= 0 && !ruleset.allow(rules.write_folder, kWriteRights))
    return failed("the output folder");
  // Written to by programs and libraries that want to be rid of their words; no file behind it.
  if (!ruleset.allow("/dev/null", LANDLOCK_ACCESS_FS_WRITE_FILE | kReadRights | kTruncate))
    return failed("/dev/null");
  if (!ruleset.restrict_self()) return failed("not entered");
  return std::nullopt;
}

}  // namespace minutemill
