// Manual pages (roff, man(7)) of the program and its verbs.
#pragma once

#include <string>
#include <string_view>

#include "cli/command_tree.hpp"

namespace minutemill::cli {

// The page of the whole program when `verb` is empty, else that of a verb; empty when there is no such verb.
[[nodiscard]] std::string manual_page(const Command& program, std::string_view verb,
                                      std::string_view version);

}  // namespace minutemill::cli
