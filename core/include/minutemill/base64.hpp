// Base64 (RFC 4648 §4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <minutemill/export.hpp>

namespace minutemill {

// Appends the encoding of `bytes`, with padding and without line ends.
MINUTEMILL_API void append_base64(std::string& out, std::string_view bytes);
// ASCII white space is passed over and missing padding allowed, as data: URLs have it; anything else that is
// not base64 gives nothing.
[[nodiscard]] MINUTEMILL_API std::optional<std::string> from_base64(std::string_view text);

}  // namespace minutemill
