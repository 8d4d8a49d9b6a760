#include "cli/verbs.hpp"

namespace minutemill::cli {

void add_check(CLI::App&, Shared&, int&) {}

}  // namespace minutemill::cli
