#include "runtime/output_tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "runtime/content_hash.hpp"
#include "runtime/file_io.hpp"
#include "runtime/open_beneath.hpp"

namespace minutemill {
namespace {

constexpr const char* kOwnFolder = ".minutemill";
constexpr const char* kStaging = ".minutemill/tmp";

FileError failed(std::string what, int error) {
  return system_error(FailureCode::output, std::move(what), error);
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string leaf_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace

std::optional<FileError> OutputTree::open(const std::string& path, bool durable, OutputTree& tree) {
  std::string part;
  for (std::size_t slash = 0; slash != std::string::npos;) {  // mkdir -p
    slash = path.find('/', slash + 1);
    part = path.substr(0, slash);
    if (::mkdir(part.c_str(), 0777) != 0 && errno != EEXIST && errno != EISDIR)
      return failed("cannot be made", errno);
  }
  tree.root_ = UniqueFd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  struct stat status {};
  if (!tree.root_ || ::fstat(tree.root_.get(), &status) != 0)
    return failed("cannot be opened as a folder", errno);
  tree.device_ = status.st_dev;
  tree.inode_ = status.st_ino;
  tree.durable_ = durable;
  return std::nullopt;
}

std::optional<FileError> OutputTree::folder_fd(std::string_view folder, int& fd, bool make) {
  fd = root_.get();
  if (folder.empty()) return std::nullopt;
  for (CachedFolder& cached : cache_) {
    if (!cached.fd || cached.path != folder) continue;
    cached.used = ++clock_;
    fd = cached.fd.get();
    return std::nullopt;
  }
  UniqueFd current;
  for (std::string_view rest = folder; !rest.empty();) {
    const std::size_t slash = rest.find('/');
    const std::string part(rest.substr(0, slash));
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    const int parent = current ? current.get() : root_.get();
    constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int opened = part == ".." ? (errno = EINVAL, -1) : ::openat(parent, part.c_str(), kFlags);
    if (opened < 0 && errno == ENOENT && make) {
      if (::mkdirat(parent, part.c_str(), 0777) != 0 && errno != EEXIST)
        return failed(fmt::format("the folder {} cannot be made", folder), errno);
      if (durable_)
        if (auto error = sync_folder(parent)) return error;
      opened = ::openat(parent, part.c_str(), kFlags);
    }
    if (opened < 0) return failed(fmt::format("the folder {} cannot be opened", folder), errno);
    current = UniqueFd(opened);
  }
  CachedFolder& oldest = *std::min_element(cache_.begin(), cache_.end(),
                                           [](const auto& a, const auto& b) { return a.used < b.used; });
  oldest = {std::string(folder), std::move(current), ++clock_};
  fd = oldest.fd.get();
  return std::nullopt;
}

std::optional<FileError> OutputTree::sync_if_durable(int file) const {
  if (durable_ && ::fsync(file) != 0) return failed("cannot be made durable", errno);
  return std::nullopt;
}

std::optional<FileError> OutputTree::sync_folder(int folder) const {
  if (::fsync(folder) != 0) return failed("the folder cannot be made durable", errno);
  return std::nullopt;
}

std::optional<FileError> OutputTree::open_staging(bool make) {
  if (staging_) return std::nullopt;
  if (make && ((::mkdirat(root_.get(), kOwnFolder, 0777) != 0 && errno != EEXIST) ||
               (::mkdirat(root_.get(), kStaging, 0777) != 0 && errno != EEXIST)))
    return failed(fmt::format("{} cannot be made", kStaging), errno);
  staging_ = UniqueFd(open_beneath(root_.get(), kStaging, O_RDONLY | O_DIRECTORY, Links::refuse));
  if (!staging_) return failed(fmt::format("{} cannot be opened", kStaging), errno);
  return std::nullopt;
}

std::optional<FileError> OutputTree::stage_file(const std::string& temporary, UniqueFd& file) {
  if (auto error = open_staging()) return error;
  file = UniqueFd(
      ::openat(staging_.get(), temporary.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file) return failed("cannot be written", errno);
  return std::nullopt;
}

std::optional<FileError> OutputTree::finish_staged(int file) const {
  if (durable_ && ::fsync(file) != 0) return failed("cannot be made durable", errno);
  return std::nullopt;
}

std::optional<FileError> OutputTree::stage(const std::string& temporary, std::string_view bytes) {
  UniqueFd file;
  if (auto error = stage_file(temporary, file)) return error;
  auto error = write_all(file.get(), bytes);
  if (!error) error = finish_staged(file.get());
  if (error) discard(temporary);
  return error;
}

UniqueFd OutputTree::open_staged(const std::string& temporary) {
  if (open_staging(false)) return {};
  return UniqueFd(::openat(staging_.get(), temporary.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
}

UniqueFd OutputTree::open_file(const std::string& path) {
  int at = -1;
  if (folder_fd(folder_of(path), at, false)) return {};
  UniqueFd file(::openat(at, leaf_of(path).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  return file;
}

std::optional<FileError> OutputTree::rename_over(int folder, const std::string& temporary,
                                                 const std::string& name) {
  if (::renameat(staging_.get(), temporary.c_str(), folder, name.c_str()) == 0)
    return durable_ ? sync_folder(folder) : std::nullopt;
  const int error = errno;
  discard(temporary);
  return failed("cannot be put in place", error);
}

void OutputTree::clean_staging(std::string_view prefix) {
  if (open_staging(false)) return;
  DIR* stream = ::fdopendir(::fcntl(staging_.get(), F_DUPFD_CLOEXEC, 0));
  if (!stream) return;
  while (const dirent* entry = ::readdir(stream))
    if (entry->d_name[0] != '.' && std::string_view(entry->d_name).substr(0, prefix.size()) == prefix)
      ::unlinkat(staging_.get(), entry->d_name, 0);
  ::closedir(stream);
}

void OutputTree::remove_staging() {
  staging_.reset();
  ::unlinkat(root_.get(), kStaging, AT_REMOVEDIR);    // only when it is empty
  ::unlinkat(root_.get(), kOwnFolder, AT_REMOVEDIR);  // the same
}

// Gives a nameless file its name. By its descriptor alone: since Linux 6.10 whoever opened the file may,
// before that root (linkat(2), AT_EMPTY_PATH). Others go by /proc, which takes a fifth more time.
bool OutputTree::link(int file, int folder, const std::string& name) {
  if (by_descriptor_) {
    if (::linkat(file, "", folder, name.c_str(), AT_EMPTY_PATH) == 0) return true;
    if (errno != ENOENT) return false;
    by_descriptor_ = false;
  }
  const std::string self = fmt::format("/proc/self/fd/{}", file);
  return ::linkat(AT_FDCWD, self.c_str(), folder, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

// Writes a file that has no name before it is whole, so that no kill can leave anything behind. `done` stays
// false when this file system has no such files.
std::optional<FileError> OutputTree::write_nameless(int folder, const std::string& name,
                                                    std::string_view bytes, const std::string& temporary,
                                                    bool& done) {
  const UniqueFd file(::openat(folder, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666));
  if (!file) {
    if (stops_run(errno) || errno == EACCES) return failed("cannot be written", errno);
    nameless_ = false;
    return std::nullopt;
  }
  if (auto error = write_all(file.get(), bytes)) return error;
  if (durable_ && ::fsync(file.get()) != 0) return failed("cannot be made durable", errno);
  done = true;
  if (link(file.get(), folder, name)) return durable_ ? sync_folder(folder) : std::nullopt;
  if (errno == EEXIST) {  // a file of an earlier run: replaced in one step
    if (auto error = open_staging()) return error;
    ::unlinkat(staging_.get(), temporary.c_str(), 0);
    if (link(file.get(), staging_.get(), temporary)) return rename_over(folder, temporary, name);
  }
  if (stops_run(errno)) return failed("cannot be written", errno);
  done = nameless_ = false;  // no /proc, or a file system that cannot give such files a name
  return std::nullopt;
}

std::optional<FileError> OutputTree::write(const std::string& path, std::string_view bytes,
                                           const std::string& temporary) {
  int at = -1;
  if (auto error = folder_fd(folder_of(path), at)) return error;
  const std::string name = leaf_of(path);
  if (nameless_) {
    bool done = false;
    auto error = write_nameless(at, name, bytes, temporary, done);
    if (done || error) return error;
  }
  if (auto error = stage(temporary, bytes)) return error;
  return rename_over(at, temporary, name);
}

std::optional<FileError> OutputTree::publish(const std::string& temporary, const std::string& path) {
  int at = -1;
  if (auto error = open_staging()) return error;
  if (auto error = folder_fd(folder_of(path), at)) return error;
  return rename_over(at, temporary, leaf_of(path));
}

bool OutputTree::holds(const std::string& path, std::uint64_t size, std::uint64_t hash) {
  const UniqueFd file = open_file(path);
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0) return false;
  if (static_cast<std::uint64_t>(status.st_size) != size) return false;
  std::string bytes;
  if (read_at(file.get(), 0, size, bytes)) return false;
  return content_hash(bytes) == hash;
}

bool OutputTree::lock(bool shared) {
  // On the folder itself, so that no file is left behind. Where folders cannot be locked there is no guard.
  return ::flock(root_.get(), (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

std::optional<FileError> OutputTree::open_nameless(UniqueFd& file) {
  if (auto error = open_staging()) return error;
  file = UniqueFd(::openat(staging_.get(), ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600));
  if (file) return std::nullopt;
  const std::string name = fmt::format("nameless-{}", ::getpid());
  file = UniqueFd(::openat(staging_.get(), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) return failed("no temporary file can be made", errno);
  ::unlinkat(staging_.get(), name.c_str(), 0);
  return std::nullopt;
}

std::optional<FileError> OutputTree::open_part(const std::string& name, UniqueFd& file) {
  if (auto error = open_staging()) return error;
  file = UniqueFd(
      ::openat(staging_.get(), name.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file) return failed("cannot be written", errno);
  return std::nullopt;
}

std::optional<FileError> OutputTree::rename_part(const std::string& name, const std::string& new_name) {
  if (::renameat(staging_.get(), name.c_str(), staging_.get(), new_name.c_str()) == 0) return std::nullopt;
  return failed("cannot be put in place", errno);
}

UniqueFd OutputTree::open_to_read(const std::string& path) {
  int at = -1;
  if (folder_fd(folder_of(path), at, false)) return UniqueFd();
  return UniqueFd(::openat(at, leaf_of(path).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
}

bool OutputTree::remove(const std::string& path) {
  int at = -1;
  return !folder_fd(folder_of(path), at, false) && ::unlinkat(at, leaf_of(path).c_str(), 0) == 0;
}

void OutputTree::discard(const std::string& temporary) {
  if (!open_staging(false)) ::unlinkat(staging_.get(), temporary.c_str(), 0);
}

}  // namespace minutemill
