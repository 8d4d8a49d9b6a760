#include "runtime/archive_stream.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include <algorithm>

namespace minutemill {
namespace {

constexpr std::size_t kBlock = 256 * 1024;
// Text packs to a tenth or so. What unpacks to more than this many times its size, and to more than
// kHarmless, is a bomb.
constexpr std::uint64_t kMostRatio = 300;
constexpr std::uint64_t kHarmless = 128ULL << 20;

}  // namespace

ArchiveStream::ArchiveStream(int fd, Kind kind) : archive_(::archive_read_new()) {
  ::archive_read_support_filter_gzip(archive_);
  ::archive_read_support_filter_zstd(archive_);
  ::archive_read_support_filter_bzip2(archive_);
  ::archive_read_support_filter_xz(archive_);
  if (kind == Kind::raw) {
    ::archive_read_support_format_raw(archive_);
    ::archive_read_support_format_empty(archive_);
  } else {
    ::archive_read_support_format_zip(archive_);
    ::archive_read_support_format_tar(archive_);
    ::archive_read_support_format_gnutar(archive_);
  }
  if (::archive_read_open_fd(archive_, fd, kBlock) != ARCHIVE_OK)
    note_error();
  else if (kind == Kind::raw)
    open_raw();
}

ArchiveStream::ArchiveStream(std::string_view compressed) : archive_(::archive_read_new()) {
  ::archive_read_support_filter_gzip(archive_);
  ::archive_read_support_format_raw(archive_);
  if (::archive_read_open_memory(archive_, compressed.data(), compressed.size()) != ARCHIVE_OK)
    note_error();
  else
    open_raw();
}

ArchiveStream::~ArchiveStream() {
  ::archive_read_free(archive_);
}

bool ArchiveStream::note_error() {
  const char* text = ::archive_error_string(archive_);
  if (error_.empty()) error_ = text ? text : "it cannot be read";
  ended_ = true;
  return false;
}

bool ArchiveStream::open_raw() {
  const int status = ::archive_read_next_header(archive_, &entry_);
  if (status == ARCHIVE_EOF) ended_ = true;
  return status == ARCHIVE_OK || status == ARCHIVE_EOF || note_error();
}

// Counts what comes out; true, with an error, when it is out of all proportion.
bool ArchiveStream::bomb(std::uint64_t more) {
  out_ += more;
  const auto in = static_cast<std::uint64_t>(std::max<std::int64_t>(::archive_filter_bytes(archive_, -1), 1));
  if (out_ <= kHarmless || out_ / in < kMostRatio) return false;
  if (error_.empty()) error_ = "it unpacks to more than " + std::to_string(kMostRatio) + " times its size";
  ended_ = true;
  return true;
}

bool ArchiveStream::next_entry(std::string& path) {
  while (!ended_) {
    const int status = ::archive_read_next_header(archive_, &entry_);
    if (status == ARCHIVE_EOF) return false;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return note_error();
    if (::archive_entry_filetype(entry_) != S_IFREG || ::archive_entry_hardlink(entry_)) continue;
    const char* name = ::archive_entry_pathname(entry_);
    path = name ? name : "";
    return true;
  }
  return false;
}

bool ArchiveStream::read_entry(std::string& bytes, std::uint64_t max, bool& too_large) {
  too_large = false;
  for (;;) {
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int status = ::archive_read_data_block(archive_, &block, &size, &offset);
    if (status == ARCHIVE_EOF) return true;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return note_error();
    if (bomb(size)) return false;
    // Holes of sparse files are read as what they are, zeros.
    const auto at = static_cast<std::uint64_t>(std::max<la_int64_t>(offset, 0));
    if (at > max || bytes.size() + size > max) too_large = true;
    if (too_large) continue;
    if (bytes.size() < at) bytes.resize(at, '\0');
    bytes.append(static_cast<const char*>(block), size);
  }
}

void ArchiveStream::skip_entry() {
  if (!ended_ && ::archive_read_data_skip(archive_) < ARCHIVE_WARN) note_error();
}

bool ArchiveStream::fill() {
  if (ended_) return false;
  if (begin_ > 0) buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kBlock);
  const la_ssize_t got = ::archive_read_data(archive_, buffer_.data() + before, kBlock);
  buffer_.resize(before + static_cast<std::size_t>(std::max<la_ssize_t>(got, 0)));
  if (got < 0) return note_error();
  if (got == 0) {
    ended_ = true;
    return false;
  }
  return !bomb(static_cast<std::uint64_t>(got));
}

bool ArchiveStream::read_line(std::string& line, std::uint64_t max, bool& too_large) {
  line.clear();
  too_large = false;
  for (;;) {
    const std::size_t end = buffer_.find('\n', begin_);
    const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
    if (line.size() + (stop - begin_) > max) too_large = true;
    if (!too_large) line.append(buffer_, begin_, stop - begin_);
    begin_ = end == std::string::npos ? buffer_.size() : end + 1;
    if (end != std::string::npos) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      return true;
    }
    if (!fill()) return !line.empty() || too_large;
  }
}

bool ArchiveStream::read_bytes(std::string& bytes, std::uint64_t size, std::uint64_t max) {
  bytes.clear();
  for (std::uint64_t left = size; left > 0;) {
    const auto there = static_cast<std::size_t>(std::min<std::uint64_t>(buffer_.size() - begin_, left));
    const auto kept = static_cast<std::size_t>(
        std::min<std::uint64_t>(there, max - std::min<std::uint64_t>(max, bytes.size())));
    bytes.append(buffer_, begin_, kept);
    begin_ += there;
    left -= there;
    if (left > 0 && !fill()) return false;
  }
  return true;
}

}  // namespace minutemill
