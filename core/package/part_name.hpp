// Names of parts in a zip package.
#pragma once

#include <string>
#include <string_view>

namespace minutemill {

// Why `name` may not stand in a package, as the end of a sentence ("is absolute"); empty when it may.
[[nodiscard]] std::string part_name_fault(std::string_view name);

// The name as it is compared: OPC (ECMA-376-2 §6.2.2.3) and file systems take names apart only by more than
// ASCII case.
[[nodiscard]] std::string folded_part_name(std::string_view name);

}  // namespace minutemill
