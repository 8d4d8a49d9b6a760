// Parts of packages that are too large for memory.
#pragma once

#include <functional>
#include <string>

#include <minutemill/package.hpp>

namespace minutemill::volumes {

// Puts the next piece at the end of `out`, which is empty; false when there is none.
using Pieces = std::function<bool(std::string& out)>;

// A part that is its pieces one after the other, compressed. `start` begins with the first piece; it is
// called twice or more, to measure and to write, and must give the same pieces each time. `level` as of zlib.
[[nodiscard]] StreamedPart piecewise_part(std::string name, std::function<Pieces()> start, int level);

}  // namespace minutemill::volumes
