// What a worker and its guard say to each other. The guard is started as
//   exec-guard MEMORY FOLDER PROGRAM WORD...
// with the program's standard input, output and error as 0 to 2, and one end of a socket as 3. It ends when
// the program does, and tells how; when the other end of the socket closes, because the worker closed it or
// is dead, it kills the program with all its descendants.
#pragma once

#include <cstdint>

namespace minutemill::exec {

inline constexpr int kGuardSocket = 3;

struct GuardMessage {
  enum Kind : std::int32_t {
    not_started,  // value: errno
    exited,       // value: exit status
    signalled,    // value: signal
  };
  std::int32_t kind = exited;
  std::int32_t value = 0;
};

}  // namespace minutemill::exec
