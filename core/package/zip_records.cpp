#include "package/zip_records.hpp"

#include <algorithm>

namespace minutemill {
namespace {

constexpr std::uint64_t kIn16 = 0xFFFF;      // says, as the largest of its field: see the zip64 record
constexpr std::uint64_t kIn32 = 0xFFFFFFFF;  // likewise
constexpr std::uint16_t kZip64 = 45;         // the version that has such records
constexpr std::uint16_t kZip64Extra = 1;
constexpr std::uint16_t kMidnight = 0;
constexpr std::uint16_t kFirstDay = (1 << 5) | 1;  // 1980-01-01

void put(std::string& out, std::uint64_t value, int bytes) {
  char field[8];
  for (int i = 0; i < bytes; ++i, value >>= 8) field[i] = static_cast<char>(value & 0xFF);
  out.append(field, static_cast<std::size_t>(bytes));
}
void put16(std::string& out, std::uint64_t value) {
  put(out, value, 2);
}
void put32(std::string& out, std::uint64_t value) {
  put(out, value, 4);
}
void put64(std::string& out, std::uint64_t value) {
  put(out, value, 8);
}

// The fields that local and central header have in common, up to the length of the extra field.
void put_common(std::string& out, const ZipEntry& entry, bool zip64, std::size_t extra) {
  put16(out, zip64 ? std::max(entry.needs, kZip64) : entry.needs);
  put16(out, entry.flags);
  put16(out, entry.deflated ? 8 : 0);
  put16(out, kMidnight);
  put16(out, kFirstDay);
  put32(out, entry.crc);
  put32(out, std::min(entry.packed, kIn32));
  put32(out, std::min(entry.size, kIn32));
  put16(out, entry.name.size());
  put16(out, extra);
}

}  // namespace

void append_local_header(std::string& out, const ZipEntry& entry) {
  // A local header has both sizes there or none.
  const bool zip64 = entry.packed >= kIn32 || entry.size >= kIn32;
  out += "PK\x03\x04";
  put_common(out, entry, zip64, zip64 ? 20 : 0);
  out += entry.name;
  if (!zip64) return;
  put16(out, kZip64Extra);
  put16(out, 16);
  put64(out, entry.size);
  put64(out, entry.packed);
}

void append_directory_header(std::string& out, const ZipEntry& entry) {
  const std::uint64_t wide[] = {entry.size, entry.packed, entry.offset};
  const auto count = static_cast<std::size_t>(
      std::count_if(std::begin(wide), std::end(wide), [](std::uint64_t value) { return value >= kIn32; }));
  const std::size_t extra = count > 0 ? 4 + 8 * count : 0;
  out += "PK\x01\x02";
  put16(out, entry.made_by);
  put_common(out, entry, count > 0, extra);
  put16(out, 0);  // no comment
  put16(out, 0);  // on this disk
  put16(out, 0);  // internal attributes
  put32(out, entry.attributes);
  put32(out, std::min(entry.offset, kIn32));
  out += entry.name;
  if (count == 0) return;
  put16(out, kZip64Extra);
  put16(out, 8 * count);
  for (const std::uint64_t value : wide)
    if (value >= kIn32) put64(out, value);
}

void append_directory_end(std::string& out, std::uint64_t count, std::uint64_t begin, std::uint64_t end) {
  const std::uint64_t size = end - begin;
  if (count >= kIn16 || size >= kIn32 || begin >= kIn32) {
    out += "PK\x06\x06";
    put64(out, 44);  // bytes that follow
    put16(out, kZipUnix | kZip64);
    put16(out, kZip64);
    put32(out, 0);  // this disk
    put32(out, 0);  // that of the directory
    put64(out, count);
    put64(out, count);
    put64(out, size);
    put64(out, begin);
    out += "PK\x06\x07";
    put32(out, 0);  // the disk of the record above
    put64(out, end);
    put32(out, 1);  // disks in all
  }
  out += "PK\x05\x06";
  put16(out, 0);
  put16(out, 0);
  put16(out, std::min(count, kIn16));
  put16(out, std::min(count, kIn16));
  put32(out, std::min(size, kIn32));
  put32(out, std::min(begin, kIn32));
  put16(out, 0);
}

}  // namespace minutemill
