#include "cli/verbs.hpp"

namespace minutemill::cli {

void add_run(CLI::App&, Shared&, int&) {}

}  // namespace minutemill::cli
