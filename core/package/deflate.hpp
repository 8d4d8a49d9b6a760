// Raw deflate streams (RFC 1951) with libdeflate, which is two to six times as fast as zlib on whole buffers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct libdeflate_compressor;

namespace minutemill {

// Keeps its tables from one part to the next.
class Deflater {
 public:
  // `level` 1 to 12; what lies outside is clamped.
  explicit Deflater(int level);
  // Appends the stream to `out`.
  void deflate(std::string_view bytes, std::string& out);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const noexcept;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  std::unique_ptr<char[]> room_;
  std::size_t room_size_ = 0;
};

[[nodiscard]] std::uint32_t crc32_of(std::string_view bytes) noexcept;

// The `size` bytes that `stream` holds. False when it is no deflate stream, or not of exactly that size.
[[nodiscard]] bool inflate(std::string_view stream, std::uint64_t size, std::string& out);

}  // namespace minutemill
