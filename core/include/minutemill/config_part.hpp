// Diagnostics inside a value: the bracket of a pattern, the character of a selector.
#pragma once

#include <cstddef>
#include <string>

#include <minutemill/config.hpp>

namespace minutemill {

// A diagnostic at the `length` bytes from `offset` of a scalar. Where the value does not stand in the file as
// it is (escapes before the place), it is at the whole value.
[[nodiscard]] MINUTEMILL_API Diagnostic at_part(const ConfigNode& node, std::size_t offset,
                                                std::size_t length, std::string message,
                                                std::string hint = {});

}  // namespace minutemill
