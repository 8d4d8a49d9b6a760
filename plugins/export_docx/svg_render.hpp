// Vector graphics as pixels, for versions of Word that cannot show SVG (before 2016).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace minutemill::docx {

// A PNG of an SVG, `width` x `height` pixels (both 1 to 4096), on a transparent ground. None where librsvg is
// not installed (it is loaded when the first SVG comes), cannot read the SVG, or has not drawn it after two
// seconds of the processor. Nothing outside the SVG is loaded but fonts of the system.
[[nodiscard]] std::optional<std::string> render_svg(std::string_view svg, std::int32_t width,
                                                    std::int32_t height);

}  // namespace minutemill::docx
