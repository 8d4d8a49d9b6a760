// The records of a zip archive (APPNOTE.TXT 6.3.10) around parts whose sizes and checksums are known before
// they are written: no data descriptors, no comments, and times that are the first a zip archive can name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace minutemill {

struct ZipEntry {
  std::string_view name;     // relative, with '/'; not longer than 65,535 bytes
  std::uint64_t offset = 0;  // of its local header
  std::uint64_t packed = 0;  // bytes that stand in the archive
  std::uint64_t size = 0;    // of what they unpack to
  std::uint32_t crc = 0;     // CRC-32 of that
  bool deflated = false;     // else stored
  std::uint16_t needs = 20;  // version of the specification, times ten (§4.4.3)
  std::uint16_t made_by = 0;
  std::uint16_t flags = 0;
  std::uint32_t attributes = 0;  // external ones (§4.4.15)
};

inline constexpr std::uint16_t kZipUnix = 3 << 8;       // made by: attributes are those of Unix
inline constexpr std::uint16_t kZipUtf8Name = 1 << 11;  // a flag
inline constexpr std::uint32_t kZipRegularFile = 0100000U << 16;

// Local file header (§4.3.7), with the sizes as zip64 extra (§4.5.3) where they need one.
void append_local_header(std::string& out, const ZipEntry& entry);
// The entry's header in the central directory (§4.3.12), likewise.
void append_directory_header(std::string& out, const ZipEntry& entry);
// The end of a central directory of `count` entries that stands at [begin, end) of the archive (§4.3.16),
// with the records of zip64 before it (§4.3.14, §4.3.15) where one of these does not fit.
void append_directory_end(std::string& out, std::uint64_t count, std::uint64_t begin, std::uint64_t end);

}  // namespace minutemill
