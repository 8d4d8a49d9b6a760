#include "runtime/pack_sources.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include "package/deflate.hpp"
#include "runtime/content_hash.hpp"
#include "runtime/file_io.hpp"

namespace minutemill {
namespace {

constexpr std::size_t kMostOpen = 128;
constexpr std::uint64_t kLongestHeader = 16 * 1024;

}  // namespace

std::string PackNames::pack(std::uint32_t number) const {
  return fmt::format("{}{:05}.{}", prefix, number, pack_ending(format));
}
std::string PackNames::index(std::uint32_t number) const {
  return fmt::format("{}{:05}.index.jsonl", prefix, number);
}
std::string PackNames::part(std::uint32_t number) const {
  return fmt::format("{}{:05}.part", prefix, number);
}
std::string PackNames::fresh() const {
  return prefix + "new";
}

int PackSources::open(std::uint32_t pack, bool part) {
  const auto key = std::pair(pack, part);
  const auto found = files_.find(key);
  if (found != files_.end()) return found->second.get();
  if (files_.size() >= kMostOpen) files_.erase(files_.begin());  // packs are asked for in their order
  const std::string path =
      part ? std::string(OutputTree::kStagingFolder) + names_.part(pack) : names_.pack(pack);
  return files_.emplace(key, tree_.open_to_read(path)).first->second.get();
}

bool PackSources::holds_in(OutputRecord& output, bool part) {
  const int file = open(output.pack, part);
  if (file < 0 || output.offset < output.begin || output.offset - output.begin > kLongestHeader ||
      output.size > kLargestPack)
    return false;
  std::string entry;
  const std::string rest = entry_end(names_.format, output.size);
  const std::uint64_t header_size = output.offset - output.begin;
  if (read_at(file, output.begin, header_size + output.size + rest.size(), entry)) return false;
  const std::string_view bytes = std::string_view(entry).substr(header_size, output.size);
  if (content_hash(bytes) != output.hash) return false;
  PackEntry expected{output.path, output.begin, output.offset, output.size, 0};
  if (names_.format == PackFormat::zip) expected.crc = crc32_of(bytes);
  if (entry.compare(0, header_size, entry_header(names_.format, expected)) != 0) return false;
  if (entry.compare(header_size + output.size, rest.size(), rest) != 0) return false;
  output.crc = expected.crc;
  output.in_part = part;
  return true;
}

bool PackSources::holds(OutputRecord& output) {
  return holds_in(output, false) || holds_in(output, true);
}

std::optional<FileError> PackSources::read(const OutputRecord& output, std::string& bytes) {
  const int file = open(output.pack, output.in_part);
  if (file < 0 || read_at(file, output.offset, output.size, bytes) || content_hash(bytes) != output.hash)
    return FileError{
        FailureCode::output,
        fmt::format("{} has changed while it was read; run again with --resume", names_.pack(output.pack)),
        EIO};
  return std::nullopt;
}

bool PackSources::ends_with(std::uint32_t pack, std::uint64_t end, const std::string& trailer) {
  const int file = open(pack, false);
  struct stat status {};
  std::string found;
  return file >= 0 && ::fstat(file, &status) == 0 &&
         static_cast<std::uint64_t>(status.st_size) == end + trailer.size() &&
         !read_at(file, end, trailer.size(), found) && found == trailer;
}

}  // namespace minutemill
