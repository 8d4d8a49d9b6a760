// The hash by which the ledger, packs and names know bytes: XXH3, 64 bits. It tells damage and change, and
// does not withstand those who look for two contents with one hash.
#pragma once

#include <cstdint>
#include <string_view>

namespace minutemill {

[[nodiscard]] std::uint64_t content_hash(std::string_view bytes) noexcept;

}  // namespace minutemill
