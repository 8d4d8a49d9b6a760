#include "runtime/pack_spool.hpp"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "runtime/content_hash.hpp"
#include "runtime/file_io.hpp"

namespace minutemill {
namespace {

constexpr std::uint64_t kGiveBackStep = 8ULL << 20;

std::uint64_t size_of(const DocumentResult& result) {
  std::uint64_t size = 0;
  for (const OutputRecord& output : result.outputs) size += output.size;
  return size;
}

}  // namespace

std::optional<FileError> SpoolEnd::append(const std::vector<std::string_view>& parts) {
  std::vector<iovec> rest;
  for (const std::string_view part : parts)
    if (!part.empty()) rest.push_back({const_cast<char*>(part.data()), part.size()});
  std::uint64_t at = end;
  for (std::size_t first = 0; first < rest.size();) {
    const int count = static_cast<int>(std::min<std::size_t>(rest.size() - first, 64));
    const ssize_t put = ::pwritev(fd, rest.data() + first, count, static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return system_error(FailureCode::output, "cannot be written", errno);
    at += static_cast<std::uint64_t>(put);
    auto left = static_cast<std::size_t>(put);
    while (first < rest.size() && left >= rest[first].iov_len) left -= rest[first++].iov_len;
    if (left > 0) {
      rest[first].iov_base = static_cast<char*>(rest[first].iov_base) + left;
      rest[first].iov_len -= left;
    }
  }
  end = at;
  return std::nullopt;
}

std::optional<FileError> PackSpools::open(OutputTree& tree, unsigned worker, SpoolEnd& end) {
  if (spools_.size() <= worker) spools_.resize(worker + 1);
  Spool& spool = spools_[worker];
  if (!spool.fd)
    if (auto error = tree.open_nameless(spool.fd)) return error;
  end = {spool.fd.get(), static_cast<std::uint64_t>(::lseek(spool.fd.get(), 0, SEEK_END))};
  return std::nullopt;
}

void PackSpools::arrived(DocumentResult& result) {
  if (result.kept || result.outputs.empty()) return;
  Spool& spool = spools_[result.worker];
  const auto end = static_cast<std::uint64_t>(::lseek(spool.fd.get(), 0, SEEK_END));
  std::uint64_t at = result.outputs.front().offset;
  bool good = at >= spool.given_back;
  for (const OutputRecord& output : result.outputs) {
    good = good && output.offset == at && output.size <= end - std::min(at, end);
    at += output.size;
  }
  if (!good) {
    result.outputs.clear();
    result.failure = FailureCode::plugin;
    result.message = "its worker damaged its own memory";
    return;
  }
  spool.unread.insert(result.outputs.front().offset);
  waiting_ += size_of(result);
}

std::optional<FileError> PackSpools::read(const DocumentResult& result,
                                          std::vector<std::string_view>& parts) {
  const std::uint64_t begin = result.outputs.front().offset;
  const std::uint64_t size = result.outputs.back().offset + result.outputs.back().size - begin;
  if (buffer_.size() < size) buffer_.resize(size);
  if (auto error = read_at(spools_[result.worker].fd.get(), begin, size, buffer_.data())) return error;
  for (const OutputRecord& output : result.outputs) {
    const std::string_view part(buffer_.data() + (output.offset - begin), output.size);
    if (content_hash(part) != output.hash)
      return FileError{FailureCode::plugin, "its worker damaged its own memory", 0};
    parts.push_back(part);
  }
  return std::nullopt;
}

void PackSpools::done(const DocumentResult& result) {
  if (result.kept || result.outputs.empty()) return;
  Spool& spool = spools_[result.worker];
  waiting_ -= std::min(waiting_, size_of(result));
  const auto found = spool.unread.find(result.outputs.front().offset);
  if (found != spool.unread.end()) spool.unread.erase(found);
  spool.read_to = std::max(spool.read_to, result.outputs.back().offset + result.outputs.back().size);
  const std::uint64_t needed = spool.unread.empty() ? spool.read_to : *spool.unread.begin();
  if (needed < spool.given_back + kGiveBackStep) return;
  // A file system that cannot do this keeps the space until the run ends.
  ::fallocate(spool.fd.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
              static_cast<off_t>(spool.given_back), static_cast<off_t>(needed - spool.given_back));
  spool.given_back = needed;
}

}  // namespace minutemill
