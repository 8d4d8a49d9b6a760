// Preloaded, it ends every worker at its first step: what a worker does first is to ask for a signal when its
// parent dies.
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdarg>

extern "C" __attribute__((visibility("default"))) int prctl(int option, ...) {
  if (option == PR_SET_PDEATHSIG) ::_exit(9);
  va_list list;
  va_start(list, option);
  unsigned long words[4];
  for (unsigned long& word : words) word = va_arg(list, unsigned long);
  va_end(list);
  return static_cast<int>(::syscall(SYS_prctl, option, words[0], words[1], words[2], words[3]));
}
