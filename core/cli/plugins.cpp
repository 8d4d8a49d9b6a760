#include "cli/verbs.hpp"

namespace minutemill::cli {

void add_plugins(CLI::App&, Shared&, int&) {}

}  // namespace minutemill::cli
