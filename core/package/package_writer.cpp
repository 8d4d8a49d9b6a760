// The archive is written from front to back: every part's sizes and checksum are known before its header is,
// and parts that are deflated already are copied as they are.
#include <minutemill/package.hpp>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <stdexcept>
#include <unordered_set>
#include <utility>

#include "package/deflate.hpp"
#include "package/part_name.hpp"
#include "package/zip_records.hpp"

namespace minutemill {
namespace {

constexpr std::size_t kPiece = std::size_t{64} * 1024;  // of what is streamed
constexpr std::size_t kHeaders = 100;                   // about so many bytes for each part, names apart
constexpr std::uint16_t kMadeBy = kZipUnix | 63;        // version 6.3 of the specification
constexpr std::uint32_t kAttributes = kZipRegularFile | 0666U << 16;

struct Part {
  std::string name;
  std::string own;         // backing of `data` for parts that the writer compressed or copied
  std::string_view data;   // as it stands in the archive
  std::uint64_t size = 0;  // of what it unpacks to
  std::uint32_t crc = 0;
  bool stored = false;
  StreamedPart streamed;  // asked for `data`, when it can be

  [[nodiscard]] std::uint64_t packed() const noexcept {
    return streamed.read ? streamed.packed : data.size();
  }
};

bool is_ascii(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

ZipEntry entry_of(const Part& part, std::uint64_t offset) {
  ZipEntry entry;
  entry.name = part.name;
  entry.offset = offset;
  entry.packed = part.packed();
  entry.size = part.size;
  entry.crc = part.crc;
  entry.deflated = !part.stored;
  entry.needs = part.stored ? 10 : 20;
  entry.made_by = kMadeBy;
  entry.flags = is_ascii(part.name) ? 0 : kZipUtf8Name;
  entry.attributes = kAttributes;
  return entry;
}

// An archive in memory.
class WholeWriter {
 public:
  explicit WholeWriter(std::string& out) : out_(out) {}
  // Room for `size` bytes, which must be filled.
  char* extend(std::size_t size) {
    out_.resize(out_.size() + size);
    return out_.data() + out_.size() - size;
  }
  void append(std::string_view bytes) { out_ += bytes; }

 private:
  std::string& out_;
};

// An archive in a sink. Gathers what is small into pieces that are worth a call.
class PieceWriter {
 public:
  explicit PieceWriter(OutputSink& sink) : sink_(sink) {}

  // The same; `size` is kPiece at most.
  char* extend(std::size_t size) {
    if (buffer_.size() + size > kPiece) flush();
    buffer_.resize(buffer_.size() + size);
    return buffer_.data() + buffer_.size() - size;
  }
  void append(std::string_view bytes) {
    if (bytes.size() <= kPiece) {
      bytes.copy(extend(bytes.size()), bytes.size());
      return;
    }
    flush();
    sink_.write(position_, bytes);
    position_ += bytes.size();
  }
  void flush() {
    if (buffer_.empty()) return;
    sink_.write(position_, buffer_);
    position_ += buffer_.size();
    buffer_.clear();
  }

 private:
  OutputSink& sink_;
  std::uint64_t position_ = 0;  // of the buffer in the output
  std::string buffer_;
};

template <class Writer>
void copy(const Part& part, Writer& out) {
  if (!part.streamed.read) {
    out.append(part.data);
    return;
  }
  for (std::uint64_t done = 0; done < part.packed();) {
    const std::size_t count = std::min<std::uint64_t>(kPiece, part.packed() - done);
    part.streamed.read(done, out.extend(count), count);
    done += count;
  }
}

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
  std::map<std::string, Remembered, std::less<>> remembered;
  std::deque<Part> parts;  // `data` may point into a part
  std::unordered_set<std::string> names;

  Part& start(std::string_view name) {
    if (const std::string fault = part_name_fault(name); !fault.empty())
      throw std::invalid_argument("a part's name '" + std::string(name.substr(0, 80)) + "' " + fault);
    if (!names.insert(folded_part_name(name)).second)
      throw std::invalid_argument("two parts of a package are named '" + std::string(name) + "'");
    Part& part = parts.emplace_back();
    part.name = name;
    return part;
  }

  template <class Writer>
  void write(Writer& out) const {
    std::string header, directory;
    std::uint64_t position = 0;
    for (const Part& part : parts) {
      const ZipEntry entry = entry_of(part, position);
      header.clear();
      append_local_header(header, entry);
      append_directory_header(directory, entry);
      out.append(header);
      copy(part, out);
      position += header.size() + part.packed();
    }
    append_directory_end(directory, parts.size(), position, position + directory.size());
    out.append(directory);
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
  const ClearAtEnd clear_at_end(*this);
  std::size_t size = 0;
  for (const Part& part : state_->parts) size += part.packed() + 2 * part.name.size() + kHeaders;
  std::string out;
  out.reserve(size);
  WholeWriter writer(out);
  state_->write(writer);
  return out;
}

void PackageWriter::finish(OutputSink& sink) {
  const ClearAtEnd clear_at_end(*this);
  PieceWriter writer(sink);
  state_->write(writer);
  writer.flush();
}

}  // namespace minutemill
