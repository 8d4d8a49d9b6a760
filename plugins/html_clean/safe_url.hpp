// Addresses that may reach an output, and relative ones against <base>.
#pragma once

#include <string>
#include <string_view>

namespace minutemill::clean {

// The address as a browser reads it (no control characters, trimmed), absolute when `base` is given. Empty
// when it is active or local: javascript:, vbscript:, data: (but images when `is_image`), file:, \\host.
[[nodiscard]] std::string safe_url(std::string_view url, std::string_view base, bool is_image);
// RFC 3986 §5.2 for an absolute hierarchical base.
[[nodiscard]] std::string resolve_url(std::string_view url, std::string_view base);
// Without query parameters that only track: utm_*, fbclid, gclid, spm ...
[[nodiscard]] std::string without_trackers(std::string_view url);

}  // namespace minutemill::clean
