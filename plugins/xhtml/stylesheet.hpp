// Style sheets of exporters: a CSS file with the files that it imports in their places, since what is
// exported loads nothing from elsewhere.
#pragma once

#include <string>
#include <string_view>

#include <minutemill/plugin.hpp>

namespace minutemill::xhtml {

// The option's file, or `stock` of the folder "styles" when none is named. `@import "other.css";` at the head
// of a file (CSS Cascading 4 §2) is found beside it or in the same folder of the configs; one with a
// condition, or from an address, is a fault. Faults are added to the diagnostics.
[[nodiscard]] ConfigFile load_stylesheet(const ConfigFile& named, std::string_view stock, Setup& setup);

}  // namespace minutemill::xhtml
