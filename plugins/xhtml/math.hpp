#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace minutemill::xhtml {

// The MathML of a math node made safe: presentation elements and their attributes alone, in the MathML
// namespace, with `reading` as its text alternative. Nothing when `markup` is not such MathML: then the
// reading stands for it.
[[nodiscard]] std::optional<std::string> safe_math(std::string_view markup, std::string_view reading);

}  // namespace minutemill::xhtml
