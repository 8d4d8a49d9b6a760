// libzip compresses nothing here: every part is handed over as the bytes that shall stand in the archive,
// through a source that states their method, sizes and checksum, and libzip copies such sources as they are.
#include <minutemill/package.hpp>

#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <new>
#include <stdexcept>
#include <unordered_set>
#include <utility>

#include "package/deflate.hpp"
#include "package/part_name.hpp"

namespace minutemill {
namespace {

// 1980-01-01 00:00:00, the first moment a zip archive can name, as libzip must be told it: it turns times
// into local ones. (zip_file_set_dostime() would say the same, but asks the system for its time zone each
// time: 1.5 us a part.)
std::time_t first_zip_time() {
  std::tm local{};
  local.tm_year = 80;
  local.tm_mday = 1;
  local.tm_isdst = -1;
  return std::mktime(&local);
}

// Parts below are stored: deflate takes a hundred bytes off them, and the building of its codes alone takes
// as long as two kilobytes of text.
constexpr std::size_t kSmallest = 512;

constexpr std::uint64_t kHeaders = 100;  // bytes of a part's headers, its name apart, and some more

struct Part {
  std::string name;
  std::string own;         // backing of `data` for parts that the writer compressed or copied
  std::string_view data;   // as it stands in the archive
  std::uint64_t size = 0;  // of what it unpacks to
  std::uint32_t crc = 0;
  bool stored = false;
  std::time_t time = 0;
  std::uint64_t position = 0;  // how far libzip has read
  StreamedPart streamed;       // asked for `data`, when it can be
  std::exception_ptr* failure = nullptr;

  [[nodiscard]] std::uint64_t packed() const noexcept {
    return streamed.read ? streamed.packed : data.size();
  }
};

zip_int64_t read_some(Part& part, void* to, zip_uint64_t size) {
  const std::size_t count = std::min<std::uint64_t>(size, part.packed() - part.position);
  if (!part.streamed.read) {
    std::memcpy(to, part.data.data() + part.position, count);
  } else {
    try {
      part.streamed.read(part.position, static_cast<char*>(to), count);
    } catch (...) {  // not through libzip, which is C
      *part.failure = std::current_exception();
      return -1;
    }
  }
  part.position += count;
  return static_cast<zip_int64_t>(count);
}

zip_int64_t describe(const Part& part, void* to, zip_uint64_t size) {
  if (size < sizeof(zip_stat_t)) return -1;
  auto* stat = static_cast<zip_stat_t*>(to);
  zip_stat_init(stat);
  stat->comp_method = part.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
  stat->size = part.size;
  stat->comp_size = part.packed();
  stat->crc = part.crc;
  stat->mtime = part.time;
  stat->valid = ZIP_STAT_COMP_METHOD | ZIP_STAT_MTIME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC;
  return sizeof(zip_stat_t);
}

zip_int64_t part_source(void* user, void* data, zip_uint64_t size, zip_source_cmd_t command) {
  Part& part = *static_cast<Part*>(user);
  switch (command) {
    case ZIP_SOURCE_OPEN:
      part.position = 0;
      return 0;
    case ZIP_SOURCE_READ:
      return read_some(part, data, size);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
      return 0;
    case ZIP_SOURCE_STAT:
      return describe(part, data, size);
    case ZIP_SOURCE_ERROR:
      std::memset(data, 0, size);
      return static_cast<zip_int64_t>(size);
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                            ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
    default:
      return -1;
  }
}

[[noreturn]] void fail(const char* doing, zip_error_t& error) {
  const std::string message =
      std::string("cannot ") + doing + " a zip package: " + zip_error_strerror(&error);
  zip_error_fini(&error);
  throw std::runtime_error(message);
}

struct Discard {
  void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
  void operator()(zip_source_t* source) const noexcept { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;

void put(zip_t& archive, Part& part) {
  Source source(zip_source_function(&archive, &part_source, &part));
  if (!source) throw std::bad_alloc();
  const zip_int64_t index = zip_file_add(&archive, part.name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
  if (index < 0) fail("add a part to", *zip_get_error(&archive));
  source.release();  // the archive has it now
  const auto at = static_cast<zip_uint64_t>(index);
  if (zip_set_file_compression(&archive, at, part.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) != 0)
    fail("describe a part of", *zip_get_error(&archive));
}

// An archive in memory. libzip goes back to each part's header when the part is written.
class MemorySink final : public OutputSink {
 public:
  explicit MemorySink(std::string& out) : out_(out) {}
  void write(std::uint64_t offset, std::string_view bytes) override {
    if (offset > out_.size()) out_.resize(offset);
    out_.replace(offset, bytes.size(), bytes);
  }

 private:
  std::string& out_;
};

// Lets libzip write into a sink.
class SinkSource {
 public:
  SinkSource(OutputSink& sink, std::exception_ptr& failure) : sink_(sink), failure_(failure) {}

  static zip_int64_t call(void* user, void* data, zip_uint64_t size, zip_source_cmd_t command) {
    return static_cast<SinkSource*>(user)->answer(data, size, command);
  }

 private:
  zip_int64_t answer(void* data, zip_uint64_t size, zip_source_cmd_t command) {
    switch (command) {
      case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
            ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE,
            ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE,
            ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, -1);
      case ZIP_SOURCE_ERROR: {
        // What libzip takes as "there is no such file yet", the only thing asked of this source but writing.
        const int codes[2] = {ZIP_ER_READ, failure_ ? EIO : ENOENT};
        std::memcpy(data, codes, sizeof codes);
        return sizeof codes;
      }
      case ZIP_SOURCE_BEGIN_WRITE:
      case ZIP_SOURCE_COMMIT_WRITE:
      case ZIP_SOURCE_ROLLBACK_WRITE:
      case ZIP_SOURCE_FREE:
        return 0;
      case ZIP_SOURCE_WRITE:
        return write(static_cast<const char*>(data), size);
      case ZIP_SOURCE_TELL_WRITE:
        return static_cast<zip_int64_t>(position_);
      case ZIP_SOURCE_SEEK_WRITE: {
        zip_error_t error;
        zip_error_init(&error);
        const zip_int64_t to = zip_source_seek_compute_offset(position_, end_, data, size, &error);
        if (to >= 0) position_ = static_cast<std::uint64_t>(to);
        return to < 0 ? -1 : 0;
      }
      default:  // there is nothing to read
        return -1;
    }
  }

  zip_int64_t write(const char* data, std::uint64_t size) {
    try {
      sink_.write(position_, {data, size});
    } catch (...) {
      failure_ = std::current_exception();
      return -1;
    }
    position_ += size;
    end_ = std::max(end_, position_);
    return static_cast<zip_int64_t>(size);
  }

  OutputSink& sink_;
  std::exception_ptr& failure_;
  std::uint64_t position_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace

struct PackageWriter::State {
  // A part as the package before had it. Of many packages in a row, many parts are the same in each, whoever
  // writes them: relationships, numbering, a footnotes part without notes.
  struct Remembered {
    std::string bytes;
    std::string data;
    std::uint32_t crc = 0;
  };
  static constexpr std::size_t kMostRemembered = 64;
  static constexpr std::size_t kLargestRemembered = 64 * 1024;

  explicit State(int level) : deflater(level) {}
  Deflater deflater;
  std::time_t time = first_zip_time();
  std::map<std::string, Remembered, std::less<>> remembered;
  std::deque<Part> parts;      // libzip holds pointers to them
  std::exception_ptr failure;  // of a callback, while libzip is at work
  std::unordered_set<std::string> names;

  Part& start(std::string_view name) {
    if (const std::string fault = part_name_fault(name); !fault.empty())
      throw std::invalid_argument("a part's name '" + std::string(name.substr(0, 80)) + "' " + fault);
    if (!names.insert(folded_part_name(name)).second)
      throw std::invalid_argument("two parts of a package are named '" + std::string(name) + "'");
    Part& part = parts.emplace_back();
    part.name = name;
    part.time = time;
    return part;
  }

  void put_all(zip_t& archive) {
    for (Part& part : parts) put(archive, part);
  }

  // Null when there is no room for another.
  Remembered* remember(std::string_view name, std::string_view bytes) {
    if (bytes.size() > kLargestRemembered) return nullptr;
    auto found = remembered.find(name);
    if (found == remembered.end()) {
      if (remembered.size() == kMostRemembered) return nullptr;
      found = remembered.emplace(name, Remembered{}).first;
    }
    Remembered& kept = found->second;
    if (kept.bytes == bytes) return &kept;
    kept.bytes = bytes;
    kept.data.clear();
    deflater.deflate(bytes, kept.data);
    kept.crc = crc32_of(bytes);
    return &kept;
  }
};

PackageWriter::PackageWriter(int level) : state_(std::make_unique<State>(level)) {}
PackageWriter::~PackageWriter() = default;
PackageWriter::PackageWriter(PackageWriter&&) noexcept = default;
PackageWriter& PackageWriter::operator=(PackageWriter&&) noexcept = default;

void PackageWriter::store(std::string_view name, std::string_view bytes) {
  Part& part = state_->start(name);
  part.own = bytes;
  part.data = part.own;
  part.size = bytes.size();
  part.crc = crc32_of(bytes);
  part.stored = true;
}

void PackageWriter::add(std::string_view name, std::string_view bytes) {
  if (bytes.size() < kSmallest) {
    store(name, bytes);
    return;
  }
  Part& part = state_->start(name);
  part.size = bytes.size();
  if (const auto* kept = state_->remember(name, bytes)) {
    part.stored = kept->data.size() >= bytes.size();  // nothing won, or nothing there
    part.data = part.stored ? kept->bytes : kept->data;
    part.crc = kept->crc;
    return;
  }
  state_->deflater.deflate(bytes, part.own);
  part.stored = part.own.size() >= bytes.size();
  if (part.stored) part.own = bytes;
  part.data = part.own;
  part.crc = crc32_of(bytes);
}

void PackageWriter::add(const DeflatedPart& given) {
  Part& part = state_->start(given.name);
  part.data = given.data;
  part.size = given.size;
  part.crc = given.crc;
}

void PackageWriter::clear() noexcept {
  state_->parts.clear();
  state_->names.clear();
}

void PackageWriter::add(StreamedPart given) {
  Part& part = state_->start(given.name);
  part.size = given.size;
  part.crc = given.crc;
  part.stored = given.stored;
  part.streamed = std::move(given);
  part.failure = &state_->failure;
}

namespace {

// Leaves the writer empty however it ends.
struct ClearAtEnd {
  PackageWriter& writer;
  explicit ClearAtEnd(PackageWriter& w) : writer(w) {}
  ~ClearAtEnd() { writer.clear(); }
};

}  // namespace

std::string PackageWriter::finish() {
  std::uint64_t size = 0;
  for (const Part& part : state_->parts) size += part.packed() + 2 * part.name.size() + kHeaders;
  std::string out;
  out.reserve(size);
  MemorySink sink(out);
  finish(sink);
  return out;
}

void PackageWriter::finish(OutputSink& sink) {
  const ClearAtEnd clear_at_end(*this);
  state_->failure = nullptr;
  SinkSource target(sink, state_->failure);
  zip_error_t error;
  zip_error_init(&error);
  Source source(zip_source_function_create(&SinkSource::call, &target, &error));
  if (!source) fail("start", error);
  Archive archive(zip_open_from_source(source.get(), ZIP_CREATE | ZIP_TRUNCATE, &error));
  if (!archive) fail("start", error);
  source.release();  // the archive has it now
  state_->put_all(*archive);
  if (zip_close(archive.get()) != 0) {
    if (state_->failure) std::rethrow_exception(std::exchange(state_->failure, nullptr));
    fail("write", *zip_get_error(archive.get()));
  }
  archive.release();
}

}  // namespace minutemill
