// Config files of exporters that a user may leave out.
#pragma once

#include <string_view>

#include <minutemill/plugin.hpp>

namespace minutemill::xhtml {

// The file that was named; when none was, the one that comes with the program. Empty when that is not there,
// which the diagnostics then tell.
[[nodiscard]] inline ConfigFile named_or_stock(const ConfigFile& named, std::string_view stock,
                                               std::string_view folder, Setup& setup) {
  return named.path.empty() ? setup.load(stock, folder).value_or(ConfigFile{}) : named;
}

}  // namespace minutemill::xhtml
