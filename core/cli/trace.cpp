#include "cli/verbs.hpp"

namespace minutemill::cli {

void add_trace(CLI::App&, Shared&, int&) {}

}  // namespace minutemill::cli
