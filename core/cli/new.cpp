#include "cli/verbs.hpp"

namespace minutemill::cli {

void add_new(CLI::App&, Shared&, int&) {}

}  // namespace minutemill::cli
