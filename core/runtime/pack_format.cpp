#include "runtime/pack_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace minutemill {
namespace {

constexpr std::size_t kTarBlock = 512;
constexpr std::size_t kTarName = 100;
constexpr std::uint16_t kZipVersion = 20;             // 2.0, what stored entries with folders need
constexpr std::uint16_t kZipUnix = 3 << 8;            // external attributes are those of Unix
constexpr std::uint16_t kZipUtf8 = 1 << 11;           // the name is UTF-8
constexpr std::uint16_t kZipFirstDay = (1 << 5) | 1;  // 1980-01-01
constexpr std::uint32_t kRegularFile = 0100644U << 16;

void put16(std::string& out, std::uint64_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>(value >> 8 & 0xFF);
}
void put32(std::string& out, std::uint64_t value) {
  put16(out, value & 0xFFFF);
  put16(out, value >> 16 & 0xFFFF);
}

// The fields that local and central header have in common (§4.3.7 and §4.3.12), up to the length of extras.
void zip_common(std::string& out, const PackEntry& entry) {
  put16(out, kZipVersion);
  put16(out, kZipUtf8);
  put16(out, 0);  // stored
  put16(out, 0);  // midnight
  put16(out, kZipFirstDay);
  put32(out, entry.crc);
  put32(out, entry.size);
  put32(out, entry.size);
  put16(out, entry.name.size());
  put16(out, 0);
}

std::string zip_header(const PackEntry& entry) {
  std::string out = "PK\x03\x04";
  zip_common(out, entry);
  out += entry.name;
  return out;
}

std::string zip_directory(const std::vector<PackEntry>& entries, std::uint64_t end) {
  std::string out;
  for (const PackEntry& entry : entries) {
    out += "PK\x01\x02";
    put16(out, kZipUnix | kZipVersion);
    zip_common(out, entry);
    put16(out, 0);  // no comment
    put16(out, 0);  // on this disk
    put16(out, 0);
    put32(out, kRegularFile);
    put32(out, entry.begin);
    out += entry.name;
  }
  const std::uint64_t size = out.size();
  out += "PK\x05\x06";
  put16(out, 0);
  put16(out, 0);
  put16(out, entries.size());
  put16(out, entries.size());
  put32(out, size);
  put32(out, end);
  put16(out, 0);
  return out;
}

// A number in a field of a tar header: octal digits and a NUL.
void put_octal(std::string& block, std::size_t at, std::size_t width, std::uint64_t value) {
  for (std::size_t i = width - 1; i-- > 0; value >>= 3)
    block[at + i] = static_cast<char>('0' + static_cast<char>(value & 7));
}

// POSIX.1-2017, pax, "ustar Interchange Format".
std::string ustar_block(std::string_view name, std::uint64_t size, char type) {
  std::string block(kTarBlock, '\0');
  block.replace(0, std::min(name.size(), kTarName), name.substr(0, kTarName));
  put_octal(block, 100, 8, 0644);
  put_octal(block, 108, 8, 0);  // user, group
  put_octal(block, 116, 8, 0);
  put_octal(block, 124, 12, size);
  put_octal(block, 136, 12, 0);  // 1970-01-01
  block[156] = type;
  block.replace(257, 8, std::string_view("ustar\00000", 8));
  block.replace(148, 8, 8, ' ');
  std::uint64_t sum = 0;
  for (const char byte : block) sum += static_cast<unsigned char>(byte);
  put_octal(block, 148, 7, sum);
  return block;
}

// "27 path=a name of its length\n": the number counts the whole record, itself included.
std::string pax_record(std::string_view name) {
  const std::size_t rest = name.size() + std::string_view(" path=\n").size();
  std::size_t size = rest + 1;
  while (std::to_string(size).size() + rest > size) ++size;
  return fmt::format("{} path={}\n", size, name);
}

std::string tar_header(const PackEntry& entry) {
  const bool plain = entry.name.size() <= kTarName &&
                     std::all_of(entry.name.begin(), entry.name.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  std::string out;
  if (!plain) {
    const std::string record = pax_record(entry.name);
    out = ustar_block("pax/path", record.size(), 'x') + record + entry_end(PackFormat::tar, record.size());
  }
  return out + ustar_block(entry.name, entry.size, '0');
}

}  // namespace

std::string_view pack_ending(PackFormat format) noexcept {
  constexpr std::array<std::string_view, 4> kNames{"", "zip", "tar", "jsonl"};
  return kNames[static_cast<std::size_t>(format)];
}

std::string entry_header(PackFormat format, const PackEntry& entry) {
  if (format == PackFormat::zip) return zip_header(entry);
  return format == PackFormat::tar ? tar_header(entry) : std::string();
}

std::string entry_end(PackFormat format, std::uint64_t size) {
  if (format == PackFormat::jsonl) return "\n";
  const std::uint64_t over = format == PackFormat::tar ? size % kTarBlock : 0;
  return std::string(over == 0 ? 0 : kTarBlock - over, '\0');
}

std::string pack_trailer(PackFormat format, const std::vector<PackEntry>& entries, std::uint64_t end) {
  if (format == PackFormat::zip) return zip_directory(entries, end);
  return std::string(format == PackFormat::tar ? 2 * kTarBlock : 0, '\0');
}

std::string one_line(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  while (!json.empty()) {
    const std::size_t end = std::min(json.find_first_of("\r\n"), json.size());
    out += json.substr(0, end);
    const std::size_t next = json.find_first_not_of("\r\n\t ", end);
    json.remove_prefix(std::min(next, json.size()));
  }
  return out;
}

}  // namespace minutemill
