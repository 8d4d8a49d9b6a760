// The calls of a sandbox, by a seccomp filter: what converting a document never needs is refused with an
// error, so that a stage that tries it fails with a message instead of taking the worker with it.
#include "runtime/sandbox_parts.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace minutemill {
namespace {

// Looking into and changing other processes; file systems; the kernel itself; and io_uring, whose
// operations no filter sees.
constexpr int kNever[] = {SCMP_SYS(ptrace),
                          SCMP_SYS(process_vm_readv),
                          SCMP_SYS(process_vm_writev),
                          SCMP_SYS(process_madvise),
                          SCMP_SYS(pidfd_getfd),
                          SCMP_SYS(kcmp),
                          SCMP_SYS(perf_event_open),
                          SCMP_SYS(userfaultfd),
                          SCMP_SYS(mount),
                          SCMP_SYS(umount2),
                          SCMP_SYS(pivot_root),
                          SCMP_SYS(chroot),
                          SCMP_SYS(move_mount),
                          SCMP_SYS(open_tree),
                          SCMP_SYS(fsopen),
                          SCMP_SYS(fsconfig),
                          SCMP_SYS(fsmount),
                          SCMP_SYS(fspick),
                          SCMP_SYS(mount_setattr),
                          SCMP_SYS(unshare),
                          SCMP_SYS(setns),
                          SCMP_SYS(swapon),
                          SCMP_SYS(swapoff),
                          SCMP_SYS(quotactl),
                          SCMP_SYS(name_to_handle_at),
                          SCMP_SYS(open_by_handle_at),
                          SCMP_SYS(fanotify_init),
                          SCMP_SYS(keyctl),
                          SCMP_SYS(add_key),
                          SCMP_SYS(request_key),
                          SCMP_SYS(bpf),
                          SCMP_SYS(io_uring_setup),
                          SCMP_SYS(io_uring_enter),
                          SCMP_SYS(io_uring_register),
                          SCMP_SYS(init_module),
                          SCMP_SYS(finit_module),
                          SCMP_SYS(delete_module),
                          SCMP_SYS(kexec_load),
                          SCMP_SYS(kexec_file_load),
                          SCMP_SYS(reboot),
                          SCMP_SYS(acct),
                          SCMP_SYS(syslog),
                          SCMP_SYS(settimeofday),
                          SCMP_SYS(clock_settime),
                          SCMP_SYS(clock_adjtime),
                          SCMP_SYS(adjtimex),
                          SCMP_SYS(sethostname),
                          SCMP_SYS(setdomainname),
                          SCMP_SYS(mknodat)};
// Names of their own for sockets, and ways to others' names.
constexpr int kNetwork[] = {SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept),
                            SCMP_SYS(accept4)};
constexpr int kPrograms[] = {SCMP_SYS(execve), SCMP_SYS(execveat)};
// They can carry an address, which a filter cannot see in memory; a pair of sockets does without.
constexpr int kMessages[] = {SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg)};
constexpr unsigned long kNamespaces[] = {CLONE_NEWNS,   CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC,
                                         CLONE_NEWUSER, CLONE_NEWPID,    CLONE_NEWNET};

class Filter {
 public:
  Filter() : context_(::seccomp_init(SCMP_ACT_ALLOW)) {
    if (!context_) error_ = ENOMEM;
  }

  template <class... Conditions>
  void refuse(int error, int call, Conditions... conditions) {
    if (error_ != 0) return;
    const int result = ::seccomp_rule_add(context_.get(), SCMP_ACT_ERRNO(static_cast<unsigned>(error)), call,
                                          sizeof...(conditions), conditions...);
    if (result < 0) error_ = -result;
  }

  template <class Calls>
  void refuse_all(int error, const Calls& calls) {
    for (const int call : calls) refuse(error, call);
  }

  // 0, or an error of errno(3).
  [[nodiscard]] int load() {
    if (error_ == 0) error_ = -::seccomp_load(context_.get());
    return error_;
  }

 private:
  struct Release {
    void operator()(scmp_filter_ctx context) const noexcept { ::seccomp_release(context); }
  };
  std::unique_ptr<void, Release> context_;
  int error_ = 0;
};

void refuse_network(Filter& filter, bool programs) {
  filter.refuse_all(EACCES, kNetwork);
  // Programs may talk among each other; without a name nobody else is reached.
  if (programs)
    filter.refuse(EACCES, SCMP_SYS(socket), SCMP_A0(SCMP_CMP_NE, AF_UNIX));
  else
    filter.refuse(EACCES, SCMP_SYS(socket));
  filter.refuse(EACCES, SCMP_SYS(socketpair), SCMP_A0(SCMP_CMP_NE, AF_UNIX));
  filter.refuse(EACCES, SCMP_SYS(sendto), SCMP_A4(SCMP_CMP_NE, 0));
  if (!programs) filter.refuse_all(EACCES, kMessages);
}

// With programs there are children, whom their parent may signal and limit.
void refuse_other_processes(Filter& filter) {
  const auto self = static_cast<scmp_datum_t>(::getpid());
  filter.refuse(EPERM, SCMP_SYS(kill), SCMP_A0(SCMP_CMP_NE, self));
  filter.refuse(EPERM, SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_NE, self));
  filter.refuse(EPERM, SCMP_SYS(tkill));
  filter.refuse(EPERM, SCMP_SYS(rt_sigqueueinfo), SCMP_A0(SCMP_CMP_NE, self));
  filter.refuse(EPERM, SCMP_SYS(rt_tgsigqueueinfo), SCMP_A0(SCMP_CMP_NE, self));
  filter.refuse(EPERM, SCMP_SYS(pidfd_send_signal));
  filter.refuse(EPERM, SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_NE, 0));
}

void refuse_namespaces(Filter& filter) {
  for (const unsigned long flag : kNamespaces)
    filter.refuse(EPERM, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag));
  filter.refuse(ENOSYS, SCMP_SYS(clone3));  // its flags lie in memory; the C library then takes clone
}

}  // namespace

bool has_seccomp() noexcept {
  return ::prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}

std::optional<std::string> confine_calls(const SandboxRules& rules) {
  Filter filter;
  filter.refuse_all(EPERM, kNever);
  refuse_network(filter, rules.programs);
  refuse_namespaces(filter);
  if (!rules.programs) {
    filter.refuse_all(EPERM, kPrograms);
    refuse_other_processes(filter);
  }
  const int error = filter.load();
  if (error == 0) return std::nullopt;
  return fmt::format("seccomp: {}", std::strerror(error));
}

}  // namespace minutemill
