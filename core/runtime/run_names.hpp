// Where in the output folder an input's outputs go.
#pragma once

#include <string>
#include <string_view>

namespace minutemill {

// A path found in inputs as one below the output folder: every part is a safe name, none climbs.
[[nodiscard]] std::string safe_path(std::string_view path);

}  // namespace minutemill
