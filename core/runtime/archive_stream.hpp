// libarchive, guarded: a decompressed stream or the entries of an archive, with a bound on how much may come
// out of how little.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct archive;
struct archive_entry;

namespace minutemill {

class ArchiveStream {
 public:
  enum class Kind { entries, raw };
  ArchiveStream(int fd, Kind kind);
  // Decompresses bytes in memory.
  explicit ArchiveStream(std::string_view compressed);
  ~ArchiveStream();
  ArchiveStream(const ArchiveStream&) = delete;
  ArchiveStream& operator=(const ArchiveStream&) = delete;

  // Kind::entries: moves to the next regular file; false at the end.
  [[nodiscard]] bool next_entry(std::string& path);
  // Appends the rest of the entry; what goes beyond `max` is read over and `too_large` set. False on an
  // error.
  [[nodiscard]] bool read_entry(std::string& bytes, std::uint64_t max, bool& too_large);
  void skip_entry();

  // Kind::raw: a line without its end, false at the end. Lines longer than `max` are cut and `too_large` set.
  [[nodiscard]] bool read_line(std::string& line, std::uint64_t max, bool& too_large);
  // Exactly `size` bytes, of which the first `max` are kept; false when the stream ends before.
  [[nodiscard]] bool read_bytes(std::string& bytes, std::uint64_t size, std::uint64_t max);

  [[nodiscard]] const std::string& error() const noexcept { return error_; }

 private:
  bool open_raw();
  bool fill();
  bool note_error();
  bool bomb(std::uint64_t more);

  archive* archive_ = nullptr;
  archive_entry* entry_ = nullptr;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::uint64_t out_ = 0;
  bool ended_ = false;
  std::string error_;
};

}  // namespace minutemill
