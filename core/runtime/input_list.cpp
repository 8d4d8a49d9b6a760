#include "runtime/input_list.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "runtime/open_beneath.hpp"

namespace minutemill {
namespace {

constexpr int kReadOnly = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
constexpr std::size_t kEndingsCounted = 64;
constexpr std::size_t kLongestPath = 1 << 16;  // of a line in a list; longer ones cannot be paths

std::string error_text(int error) {
  return std::generic_category().message(error);
}

const char* kind_of(mode_t mode) {
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  return "not a file";
}

// The folder of a path of a list, to be mirrored below the output folder. Paths that are absolute or climb
// have no place there, their outputs go to the top.
std::string mirrored_folder(std::string_view path) {
  while (path.substr(0, 2) == "./") path.remove_prefix(2);
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || path.front() == '/') return {};
  const std::string folder(path.substr(0, slash));
  const std::string guarded = "/" + folder + "/";
  return guarded.find("/../") == std::string::npos ? folder : std::string();
}

}  // namespace

InputFilter InputFilter::documents() {
  return {
      {"*.html", "*.htm", "*.xhtml", "*.xht", "*.shtml", "*.txt", "*.text", "*.md", "*.markdown", "*.jsonl",
       "*.ndjson", "*.zip", "*.tar", "*.tgz", "*.warc", "*.jsonl.*", "*.ndjson.*", "*.tar.*", "*.warc.*"},
      {}};
}

bool InputFilter::takes(const char* name) const {
  if (std::strncmp(name, "._", 2) == 0) return false;
  const auto matches = [name](const std::string& glob) {
    return ::fnmatch(glob.c_str(), name, FNM_CASEFOLD) == 0;
  };
  return std::any_of(include.begin(), include.end(), matches) &&
         std::none_of(exclude.begin(), exclude.end(), matches);
}

// The names of one folder in one block of memory, each with its type in front and a NUL behind: a folder of a
// million files takes some 20 MB.
struct InputList::Folder {
  std::string path;  // relative to the root, empty or with a slash at the end
  UniqueFd fd;
  std::string names;
  std::vector<std::uint32_t> order;
  std::size_t next = 0;
};

// Reads paths from a descriptor as they come, however long the list is.
struct InputList::PathList {
  int fd = -1;
  char separator = '\n';
  std::string buffer;
  std::size_t begin = 0;
  bool ended = false;

  std::optional<std::string> next() {
    for (;;) {
      const std::size_t end = buffer.find(separator, begin);
      if (end != std::string::npos) {
        std::string path = buffer.substr(begin, end - begin);
        begin = end + 1;
        if (separator == '\n' && !path.empty() && path.back() == '\r') path.pop_back();
        if (!path.empty()) return path;
        continue;
      }
      if (ended) {
        std::string path = buffer.substr(begin);
        buffer.clear();
        begin = 0;
        return path.empty() ? std::nullopt : std::optional(std::move(path));
      }
      fill();
    }
  }

  void fill() {
    buffer.erase(0, begin);
    begin = 0;
    if (buffer.size() > kLongestPath) buffer.erase(kLongestPath);
    char block[1 << 16];
    const ssize_t got = ::read(fd, block, sizeof block);
    if (got > 0)
      buffer.append(block, static_cast<std::size_t>(got));
    else if (got == 0 || errno != EINTR)
      ended = true;
  }
};

InputList::InputList(Settings settings, Complain complain)
    : settings_(std::move(settings)), complain_(std::move(complain)), roots_(1) {}

InputList::~InputList() = default;

std::string input_name(const std::string& root, const std::string& path) {
  return root.empty() ? path : root + (root.back() == '/' ? "" : "/") + path;
}

std::string InputList::display(const std::string& path) const {
  return input_name(roots_.back(), path);
}

std::optional<InputItem> InputList::next() {
  for (;;) {
    if (auto item = next_in_container()) return item;
    if (auto item = next_in_folders()) return item;
    if (container_) continue;
    if (auto item = next_in_list()) return item;
    if (container_) continue;
    if (next_argument_ == settings_.arguments.size()) return std::nullopt;
    if (auto item = open_argument(settings_.arguments[next_argument_++])) return item;
  }
}

std::optional<InputItem> InputList::next_in_list() {
  if (!list_) return std::nullopt;
  auto path = list_->next();
  if (!path) {
    list_.reset();
    return std::nullopt;
  }
  std::string folder = mirrored_folder(*path);
  if (Container::is_container(*path)) {
    enter_container(UniqueFd(::open(path->c_str(), kReadOnly)), 0, *path, folder);
    return std::nullopt;
  }
  InputItem item;
  item.path = std::move(*path);
  item.folder = std::move(folder);
  item.follow = true;
  return item;
}

// Its records are the next inputs; their outputs go to a folder of the container's name.
void InputList::enter_container(UniqueFd file, std::uint32_t root, const std::string& path,
                                const std::string& folder) {
  const std::string name = input_name(roots_[root], path);
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    complain_({name, file ? "not a regular file" : "cannot be opened: " + error_text(errno), true});
    return;
  }
  std::string leaf = path.substr(path.rfind('/') + 1);
  const std::size_t dot = leaf.find('.', 1);
  if (dot != std::string::npos) leaf.resize(dot);
  container_item_ = {};
  container_item_.root = root;
  container_item_.path = path;
  container_item_.folder = folder.empty() ? leaf : folder + "/" + leaf;
  ContainerSettings settings = settings_.containers;
  settings.takes = [this](const char* entry) {
    return settings_.filter.takes(entry) && !Container::is_container(entry);
  };
  settings.leave_out = [this](std::string_view what) { leave_out(what); };
  container_file_ = std::move(file);
  container_ = Container::open(path, container_file_.get(), std::move(settings));
}

std::optional<InputItem> InputList::next_in_container() {
  while (container_) {
    auto record = container_->next();
    if (!record) {
      if (!container_->error().empty())
        complain_({input_name(roots_[container_item_.root], container_item_.path),
                   "the container cannot be read to its end: " + container_->error(), true});
      container_.reset();
      container_file_.reset();
      break;
    }
    InputItem item = container_item_;
    item.path += "#" + record->name;
    if (!record->problem.empty()) {
      complain_({input_name(roots_[item.root], item.path), record->problem, true,
                 record->too_large ? FailureCode::resource : FailureCode::input});
      continue;
    }
    const std::size_t slash = record->name.rfind('/');
    if (slash != std::string::npos) item.folder += "/" + record->name.substr(0, slash);
    item.in_memory = true;
    item.bytes = std::move(record->bytes);
    item.media_type = std::move(record->media_type);
    item.charset = std::move(record->charset);
    item.url = std::move(record->url);
    return item;
  }
  return std::nullopt;
}

std::optional<InputItem> InputList::open_argument(const std::string& argument) {
  if (argument == "-") {
    list_ = std::make_unique<PathList>();
    list_->fd = settings_.list_fd;
    list_->separator = settings_.list_separator;
    return std::nullopt;
  }
  struct stat status {};
  if (::stat(argument.c_str(), &status) != 0) {
    complain_({argument, errno == ENOENT ? "no such file or folder" : error_text(errno), true});
    return std::nullopt;
  }
  if (S_ISREG(status.st_mode) && Container::is_container(argument)) {
    enter_container(UniqueFd(::open(argument.c_str(), kReadOnly)), 0, argument, {});
    return std::nullopt;
  }
  if (S_ISREG(status.st_mode)) {
    InputItem item;
    item.path = argument;
    item.follow = true;
    return item;
  }
  if (!S_ISDIR(status.st_mode)) {
    complain_(
        {argument,
         std::string(kind_of(status.st_mode)) + ", not a regular file; save its content to a file first",
         true});
    return std::nullopt;
  }
  root_ = UniqueFd(::open(argument.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root_) {
    complain_({argument, "the folder cannot be read: " + error_text(errno), true});
    return std::nullopt;
  }
  char* real = ::realpath(argument.c_str(), nullptr);
  root_real_ = real ? real : argument;
  std::free(real);
  roots_.push_back(argument);
  while (roots_.back().size() > 1 && roots_.back().back() == '/') roots_.back().pop_back();
  enter("");
  return std::nullopt;
}

// Reads the names of a folder of the current root and makes it the one that is listed.
void InputList::enter(const std::string& path) {
  const std::string where = path.empty() ? "." : path;
  Folder folder;
  folder.path = path.empty() ? path : path + "/";
  folder.fd = UniqueFd(open_beneath(root_.get(), where, O_RDONLY | O_DIRECTORY, Links::refuse));
  struct stat status {};
  if (!folder.fd || ::fstat(folder.fd.get(), &status) != 0) {
    complain_({display(path), "the folder cannot be read: " + error_text(errno), true});
    return;
  }
  if (!path.empty() && status.st_dev == settings_.out_device && status.st_ino == settings_.out_inode) return;
  DIR* stream = ::fdopendir(::fcntl(folder.fd.get(), F_DUPFD_CLOEXEC, 0));
  if (!stream) {
    complain_({display(path), "the folder cannot be read: " + error_text(errno), true});
    return;
  }
  errno = 0;
  while (const dirent* entry = ::readdir(stream)) {
    const char* name = entry->d_name;
    if (std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0) continue;
    folder.order.push_back(static_cast<std::uint32_t>(folder.names.size()));
    folder.names.push_back(static_cast<char>(entry->d_type));
    folder.names.append(name, std::strlen(name) + 1);
  }
  const int error = errno;
  ::closedir(stream);
  if (error != 0)
    complain_({display(path), "the folder could not be read to its end: " + error_text(error), true});
  const char* names = folder.names.data();
  std::sort(folder.order.begin(), folder.order.end(), [names](std::uint32_t a, std::uint32_t b) {
    return std::strcmp(names + a + 1, names + b + 1) < 0;
  });
  folders_.push_back(std::move(folder));
}

std::optional<InputItem> InputList::next_in_folders() {
  while (!folders_.empty()) {
    Folder& folder = folders_.back();
    if (folder.next == folder.order.size()) {
      folders_.pop_back();
      continue;
    }
    const char* entry = folder.names.data() + folder.order[folder.next++];
    unsigned char type = static_cast<unsigned char>(*entry);
    const std::string name = entry + 1;
    if (type == DT_UNKNOWN) {
      struct stat status {};
      if (::fstatat(folder.fd.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
        type = IFTODT(status.st_mode);
    }
    if (type == DT_DIR) {
      if (name.front() != '.') enter(folder.path + name);  // `folder` is no longer valid after this
      continue;
    }
    if (!settings_.filter.takes(name.c_str())) {
      leave_out(name);
      continue;
    }
    if (!is_regular(folder, name, type)) continue;
    std::string out = folder.path;
    if (!out.empty()) out.pop_back();
    InputItem item;
    item.root = static_cast<std::uint32_t>(roots_.size() - 1);
    item.path = folder.path + name;
    item.folder = std::move(out);
    if (!Container::is_container(name)) return item;
    enter_container(UniqueFd(::openat(folder.fd.get(), name.c_str(), kReadOnly | O_NOFOLLOW)), item.root,
                    item.path, item.folder);
    if (auto record = next_in_container()) return record;
  }
  return std::nullopt;
}

bool InputList::is_regular(const Folder& folder, const std::string& name, unsigned char type) {
  if (type == DT_REG) return true;
  if (type == DT_LNK) {
    explain_link(folder, name);
    return false;
  }
  complain_({display(folder.path + name),
             std::string(kind_of(DTTOIF(type))) + ", not a regular file: passed over", true});
  return false;
}

// A link whose target lies in the same tree is passed over without a word: the target is met under its own
// name, and so every file is read once, however the links go.
void InputList::explain_link(const Folder& folder, const std::string& name) {
  const std::string path = folder.path + name;
  struct stat status {};
  if (::fstatat(folder.fd.get(), name.c_str(), &status, 0) != 0) {
    const bool round = errno == ELOOP;
    complain_({display(path),
               round ? "a link that goes round: passed over" : "a link to nothing: passed over", false});
    return;
  }
  char* real = ::realpath((root_real_ + "/" + path).c_str(), nullptr);
  const std::string target = real ? real : "";
  std::free(real);
  if (target.rfind(root_real_ + "/", 0) == 0 || target == root_real_) return;
  complain_({display(path),
             "a link that leads out of " + roots_.back() +
                 ": passed over; name its target as an input when "
                 "it is one",
             true});
}

void InputList::leave_out(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  std::string ending =
      dot == std::string_view::npos || dot == 0 ? "no ending" : std::string(name.substr(dot));
  if (left_out_.size() >= kEndingsCounted && left_out_.find(ending) == left_out_.end()) ending = "other";
  ++left_out_[ending];
}

}  // namespace minutemill
