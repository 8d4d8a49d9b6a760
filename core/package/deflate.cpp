#include "package/deflate.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <new>

#include <minutemill/package.hpp>

namespace minutemill {

void Deflater::Free::operator()(libdeflate_compressor* compressor) const noexcept {
  libdeflate_free_compressor(compressor);
}

Deflater::Deflater(int level) : compressor_(libdeflate_alloc_compressor(std::clamp(level, 1, 12))) {
  if (!compressor_) throw std::bad_alloc();
}

void Deflater::deflate(std::string_view bytes, std::string& out) {
  const std::size_t bound = libdeflate_deflate_compress_bound(compressor_.get(), bytes.size());
  // Not into `out` at once: a string fills what it is made larger by.
  if (room_size_ < bound) {
    room_ = std::make_unique_for_overwrite<char[]>(bound);
    room_size_ = bound;
  }
  out.append(room_.get(), libdeflate_deflate_compress(compressor_.get(), bytes.data(), bytes.size(),
                                                      room_.get(), room_size_));
}

std::uint32_t crc32_of(std::string_view bytes) noexcept {
  return libdeflate_crc32(0, bytes.data(), bytes.size());
}

bool inflate(std::string_view stream, std::uint64_t size, std::string& out) {
  struct Free {
    void operator()(libdeflate_decompressor* d) const noexcept { libdeflate_free_decompressor(d); }
  };
  const std::unique_ptr<libdeflate_decompressor, Free> decompressor(libdeflate_alloc_decompressor());
  if (!decompressor) throw std::bad_alloc();
  out.resize(size);
  return libdeflate_deflate_decompress(decompressor.get(), stream.data(), stream.size(), out.data(),
                                       out.size(), nullptr) == LIBDEFLATE_SUCCESS;
}

DeflatedPart deflate_part(std::string name, std::string_view bytes, int level) {
  DeflatedPart part;
  part.name = std::move(name);
  part.size = bytes.size();
  part.crc = crc32_of(bytes);
  Deflater(level).deflate(bytes, part.data);
  return part;
}

}  // namespace minutemill
