#include "runtime/file_error.hpp"

#include <cerrno>

namespace minutemill {

bool stops_run(int error) noexcept {
  return error == ENOSPC || error == EDQUOT || error == EROFS || error == EIO || error == EMFILE ||
         error == ENFILE;
}

}  // namespace minutemill
