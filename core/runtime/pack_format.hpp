// The bytes of a pack: many outputs in one file, zip, tar or JSON lines. A pack is written from front to back
// and nothing in it is changed later: entries one after the other, and a trailer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/export.hpp>

namespace minutemill {

enum class PackFormat : std::uint8_t { none, zip, tar, jsonl };

// "zip", "tar", "jsonl"; empty for none.
[[nodiscard]] MINUTEMILL_API std::string_view pack_ending(PackFormat format) noexcept;

// Zip packs need no zip64 records below these (APPNOTE 6.3.10 §4.4.1.4), and tools of all ages read them.
inline constexpr std::uint64_t kLargestPack = 2ULL << 30;  // bytes of outputs
inline constexpr std::uint64_t kMostPackEntries = 0xFFFF;
inline constexpr std::uint64_t kSmallestPack = 64ULL << 10;  // smaller ones would be files again

struct PackEntry {
  std::string name;          // relative, with '/', UTF-8
  std::uint64_t begin = 0;   // where its header begins in the pack
  std::uint64_t offset = 0;  // where its bytes begin
  std::uint64_t size = 0;
  std::uint32_t crc = 0;  // CRC-32; zip only
};

// What stands before the entry's bytes. Entries are not compressed: DOCX and EPUB are already, and so every
// output can be read where the index says, without a tool. Zip: a local file header of 1980-01-01 (§4.3.7).
// Tar: a ustar header, with a pax header before it for names that need one (POSIX.1-2017, pax). JSON lines:
// nothing.
[[nodiscard]] MINUTEMILL_API std::string entry_header(PackFormat format, const PackEntry& entry);
// What stands behind them: to the next block of 512, the end of the line.
[[nodiscard]] MINUTEMILL_API std::string entry_end(PackFormat format, std::uint64_t size);
// What stands at the end: zip's central directory (§4.3.12, §4.3.16), tar's two empty blocks. `end` is where
// the last entry ends.
[[nodiscard]] MINUTEMILL_API std::string pack_trailer(PackFormat format,
                                                      const std::vector<PackEntry>& entries,
                                                      std::uint64_t end);

// JSON on one line: line breaks and the indentation behind them go. Strings hold none (RFC 8259 §7).
[[nodiscard]] MINUTEMILL_API std::string one_line(std::string_view json);

}  // namespace minutemill
