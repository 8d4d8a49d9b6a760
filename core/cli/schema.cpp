#include "cli/verbs.hpp"

namespace minutemill::cli {

void add_schema(CLI::App&, Shared&, int&) {}

}  // namespace minutemill::cli
