#include "piecewise_part.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <stdexcept>

namespace minutemill::volumes {
namespace {

// A raw deflate stream (RFC 1951) over pieces, read from its beginning on. libdeflate, which the rest of a
// package is compressed with, takes only what is in memory as a whole.
class DeflatedPieces {
 public:
  DeflatedPieces(Pieces pieces, int level) : pieces_(std::move(pieces)) {
    constexpr int kRaw = -15, kMemory = 8;
    if (deflateInit2(&stream_, std::clamp(level, 1, 9), Z_DEFLATED, kRaw, kMemory, Z_DEFAULT_STRATEGY) !=
        Z_OK)
      throw std::bad_alloc();
  }
  DeflatedPieces(const DeflatedPieces&) = delete;
  DeflatedPieces& operator=(const DeflatedPieces&) = delete;
  ~DeflatedPieces() { deflateEnd(&stream_); }

  // At most `count` bytes; none when the stream has ended.
  std::size_t read(char* to, std::size_t count) {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(count, kMostAtOnce));
    const uInt wanted = stream_.avail_out;
    while (stream_.avail_out > 0 && !ended_) {
      if (stream_.avail_in == 0 && !last_) next_piece();
      if (deflate(&stream_, last_ ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_END) ended_ = true;
    }
    return wanted - stream_.avail_out;
  }

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] std::uint32_t crc() const noexcept { return static_cast<std::uint32_t>(crc_); }

 private:
  static constexpr std::size_t kMostAtOnce = 1U << 20;

  void next_piece() {
    piece_.clear();
    last_ = !pieces_(piece_);
    if (piece_.size() > UINT32_MAX) throw std::runtime_error("a piece of a part is too large");
    crc_ = crc32(crc_, reinterpret_cast<const Bytef*>(piece_.data()), static_cast<uInt>(piece_.size()));
    size_ += piece_.size();
    stream_.next_in = reinterpret_cast<Bytef*>(piece_.data());
    stream_.avail_in = static_cast<uInt>(piece_.size());
  }

  Pieces pieces_;
  std::string piece_;
  z_stream stream_{};
  std::uint64_t size_ = 0;
  uLong crc_ = 0;
  bool last_ = false, ended_ = false;
};

}  // namespace

StreamedPart piecewise_part(std::string name, std::function<Pieces()> start, int level) {
  StreamedPart part;
  part.name = std::move(name);
  {
    DeflatedPieces measured(start(), level);
    std::string sink(1U << 16, '\0');
    while (const std::size_t count = measured.read(sink.data(), sink.size())) part.packed += count;
    part.size = measured.size();
    part.crc = measured.crc();
  }
  struct Reading {
    std::unique_ptr<DeflatedPieces> stream;
    std::uint64_t offset = 0;
  };
  part.read = [start = std::move(start), level, reading = std::make_shared<Reading>()](
                  std::uint64_t offset, char* to, std::size_t count) {
    if (!reading->stream || offset != reading->offset) {
      if (offset != 0) throw std::runtime_error("a part of a volume is not read in order");
      *reading = {std::make_unique<DeflatedPieces>(start(), level), 0};
    }
    while (count > 0) {
      const std::size_t got = reading->stream->read(to, count);
      if (got == 0) throw std::runtime_error("a part of a volume changed while it was bound");
      to += got;
      count -= got;
      reading->offset += got;
    }
  };
  return part;
}

}  // namespace minutemill::volumes
