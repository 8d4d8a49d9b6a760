// UUIDs made of names (RFC 4122 §4.3, version 5): the same name has the same UUID everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace minutemill::epub {

using Uuid = std::array<std::uint8_t, 16>;

// The name space of URLs (RFC 4122, appendix C).
inline constexpr Uuid kUrlNames{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
                                0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

[[nodiscard]] Uuid name_uuid(const Uuid& name_space, std::string_view name);
// "6ba7b811-9dad-11d1-80b4-00c04fd430c8"
[[nodiscard]] std::string to_string(const Uuid& uuid);

}  // namespace minutemill::epub
