#include "cli/verbs.hpp"

namespace minutemill::cli {

void add_test(CLI::App&, Shared&, int&) {}

}  // namespace minutemill::cli
