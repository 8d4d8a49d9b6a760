#include "runtime/volume_parts.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

#include <fmt/format.h>

namespace minutemill {
namespace {

void read_all(int file, std::uint64_t offset, char* to, std::size_t count, const std::string& path) {
  while (count > 0) {
    const ssize_t got = ::pread(file, to, count, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw std::runtime_error(fmt::format("the part {} is shorter than it was", path));
    to += got;
    offset += static_cast<std::uint64_t>(got);
    count -= static_cast<std::size_t>(got);
  }
}

}  // namespace

PartFile::PartFile(OutputTree& tree, const std::string& path) : path_(path), file_(tree.open_file(path)) {
  struct stat status {};
  if (!file_ || ::fstat(file_.get(), &status) != 0 || !S_ISREG(status.st_mode))
    throw std::runtime_error(fmt::format("the part {} cannot be read", path));
  size_ = static_cast<std::uint64_t>(status.st_size);
  char prologue[kPartPrologue];
  std::optional<std::size_t> length;
  if (size_ >= sizeof prologue) {
    read_all(file_.get(), 0, prologue, sizeof prologue, path_);
    length = header_length({prologue, sizeof prologue});
  }
  if (!length || sizeof prologue + *length > size_)
    throw std::runtime_error(fmt::format("{} is no part of a volume", path));
  std::string text(*length, '\0');
  read_all(file_.get(), sizeof prologue, text.data(), text.size(), path_);
  auto header = decode_part_header(text);
  if (!header) throw std::runtime_error(fmt::format("{} is no part of a volume", path));
  header_ = std::move(*header);
  begin_ = sizeof prologue + *length;
}

void PartFile::read(std::uint64_t offset, char* to, std::size_t count) const {
  read_all(file_.get(), begin_ + offset, to, count, path_);
}

VolumeParts::VolumeParts(OutputTree& tree, std::string name, std::string title,
                         std::vector<std::string> paths, std::function<void()> alive)
    : tree_(tree),
      name_(std::move(name)),
      title_(std::move(title)),
      paths_(std::move(paths)),
      alive_(std::move(alive)) {}

const PartFile& VolumeParts::open(std::size_t index) const {
  alive_();
  if (index != opened_) {
    file_ = PartFile(tree_, paths_.at(index));
    opened_ = index;
  }
  return file_;
}

Volume::Entry VolumeParts::entry(std::size_t index) const {
  const PartFile& part = open(index);
  return {part.header().groups, paths_[index], part.size()};
}

void VolumeParts::read(std::size_t index, std::uint64_t offset, char* to, std::size_t count) const {
  open(index).read(offset, to, count);
}

}  // namespace minutemill
