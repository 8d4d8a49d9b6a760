// The first gate. Boost.DLL reads the section names; since it believes what a file says of itself, the few
// numbers that it follows are held against the file's real size first.
#include "registry/plugin_file.hpp"

// <vector> must come before library_info.hpp of Boost 1.74; plugin.hpp above has it.
#include <boost/dll/library_info.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <elf.h>
#include <fmt/format.h>

namespace minutemill {
namespace {

// A plugin has some thirty sections; their names fill a few hundred bytes.
constexpr std::uint64_t kMaxNamesSize = 1 << 20;
constexpr std::string_view kSectionPrefix = "mm_abi";

template <class T>
bool read_at(std::ifstream& in, std::uint64_t offset, T& value) {
  in.seekg(static_cast<std::streamoff>(offset));
  in.read(reinterpret_cast<char*>(&value), sizeof value);
  return in.good();
}

bool inside(std::uint64_t offset, std::uint64_t size, std::uint64_t file_size) {
  return offset <= file_size && size <= file_size - offset;
}

std::optional<std::string> refuse_header(const Elf64_Ehdr& header) {
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return "not a shared library (no ELF file)";
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB) {
    return "built for another kind of machine (not 64-bit little-endian)";
  }
#if defined(__x86_64__)
  constexpr Elf64_Half machine = EM_X86_64;
#elif defined(__aarch64__)
  constexpr Elf64_Half machine = EM_AARCH64;
#else
  const Elf64_Half machine = header.e_machine;
#endif
  if (header.e_machine != machine) {
    return fmt::format("built for another kind of machine (ELF machine {})", header.e_machine);
  }
  if (header.e_type != ET_DYN) return "not a shared library (another type of ELF file)";
  if (header.e_shnum == 0 || header.e_shentsize != sizeof(Elf64_Shdr) ||
      header.e_shstrndx >= header.e_shnum) {
    return "damaged: it has no section table";
  }
  return std::nullopt;
}

// What dlopen maps must be in the file: touching a page behind a cut-off end is SIGBUS.
bool segments_are_inside(std::ifstream& in, const Elf64_Ehdr& header, std::uint64_t file_size) {
  if (header.e_phentsize != sizeof(Elf64_Phdr)) return false;
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment{};
    if (!read_at(in, header.e_phoff + i * sizeof segment, segment)) return false;
    if (segment.p_type == PT_LOAD && !inside(segment.p_offset, segment.p_filesz, file_size)) return false;
  }
  return true;
}

std::optional<std::string> refuse_structure(const std::string& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status)) return "there is no such file";
  if (!std::filesystem::is_regular_file(status)) return "not a regular file";
  const std::uint64_t size = std::filesystem::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  if (error || !in) return fmt::format("cannot be read: {}", std::strerror(errno));
  if (size == 0) return "empty";

  Elf64_Ehdr header{};
  if (!read_at(in, 0, header)) return "not a shared library (no ELF file)";
  if (auto reason = refuse_header(header)) return reason;
  const std::string cut_off = "damaged: its tables point outside of the file (cut off?)";
  if (!inside(header.e_shoff, std::uint64_t{header.e_shnum} * sizeof(Elf64_Shdr), size)) return cut_off;
  if (!segments_are_inside(in, header, size)) return cut_off;
  Elf64_Shdr names{};
  if (!read_at(in, header.e_shoff + header.e_shstrndx * sizeof names, names)) return cut_off;
  if (names.sh_size == 0 || names.sh_size > kMaxNamesSize || !inside(names.sh_offset, names.sh_size, size))
    return cut_off;
  // Boost reads names up to their NUL.
  char last = 1;
  if (!read_at(in, names.sh_offset + names.sh_size - 1, last) || last != '\0') return cut_off;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> refuse_by_section(const std::string& file) {
  if (auto reason = refuse_structure(file)) return reason;
  std::vector<std::string> sections;
  try {
    boost::dll::library_info info(file);
    sections = info.sections();
  } catch (const std::exception& e) {
    return fmt::format("cannot be read: {}", e.what());
  }
  if (std::ranges::find(sections, MINUTEMILL_ABI_SECTION_NAME) != sections.end()) return std::nullopt;
  for (const std::string& name : sections) {
    if (!name.starts_with(kSectionPrefix)) continue;
    return fmt::format(
        "built for plugin ABI {}, this program has ABI {}: build it again with this release's headers",
        name.substr(kSectionPrefix.size()), MINUTEMILL_ABI);
  }
  return fmt::format("no minutemill plugin: it has no section {} (is MINUTEMILL_PLUGIN(...) in its source?)",
                     MINUTEMILL_ABI_SECTION_NAME);
}

}  // namespace minutemill
