#include "runtime/pack_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "package/zip_records.hpp"

namespace minutemill {
namespace {

constexpr std::size_t kTarBlock = 512;
constexpr std::size_t kTarName = 100;
constexpr std::uint16_t kZipVersion = 20;  // 2.0, what stored entries with folders need

ZipEntry zip_entry(const PackEntry& entry) {
  ZipEntry out;
  out.name = entry.name;
  out.offset = entry.begin;
  out.packed = out.size = entry.size;
  out.crc = entry.crc;
  out.needs = kZipVersion;
  out.made_by = kZipUnix | kZipVersion;
  out.flags = kZipUtf8Name;
  out.attributes = kZipRegularFile | 0644U << 16;
  return out;
}

std::string zip_header(const PackEntry& entry) {
  std::string out;
  append_local_header(out, zip_entry(entry));
  return out;
}

std::string zip_directory(const std::vector<PackEntry>& entries, std::uint64_t begin) {
  std::string out;
  for (const PackEntry& entry : entries) append_directory_header(out, zip_entry(entry));
  append_directory_end(out, entries.size(), begin, begin + out.size());
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
