// The facts of a report's part of a volume as bytes. One function template that passes all fields serves for
// writing and reading:  template <class Stream> void pass_part(Stream& stream, BookPart& part);
#pragma once

#include <concepts>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/volume.hpp>

namespace minutemill::volumes {

class PartWriter {
 public:
  explicit PartWriter(std::string& out) : out_(out) {}
  template <std::integral T>
  void pass(T& value) {
    const auto wide = static_cast<std::uint64_t>(value);
    out_.append(reinterpret_cast<const char*>(&wide), sizeof wide);
  }
  void pass(std::string& text) {
    std::uint64_t size = text.size();
    pass(size);
    out_ += text;
  }
  template <class T, class Each>
  void list(std::vector<T>& items, Each each) {
    std::uint64_t count = items.size();
    pass(count);
    for (T& item : items) each(item);
  }

 private:
  std::string& out_;
};

// Throws std::runtime_error when the bytes are not what a PartWriter made.
class PartReader {
 public:
  explicit PartReader(std::string_view bytes) : bytes_(bytes) {}
  template <std::integral T>
  void pass(T& value) {
    std::uint64_t wide = 0;
    need(sizeof wide);
    std::memcpy(&wide, bytes_.data(), sizeof wide);
    bytes_.remove_prefix(sizeof wide);
    value = static_cast<T>(wide);
  }
  void pass(std::string& text) {
    std::uint64_t size = 0;
    pass(size);
    need(size);
    text.assign(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
  }
  template <class T, class Each>
  void list(std::vector<T>& items, Each each) {
    std::uint64_t count = 0;
    pass(count);
    need(count);  // an item has a byte at least
    items.resize(count);
    for (T& item : items) each(item);
  }

 private:
  void need(std::uint64_t size) const {
    if (size > bytes_.size()) throw std::runtime_error("a part of the volume is damaged");
  }
  std::string_view bytes_;
};

// The head of a part: its length, then what pass_part() writes. What comes behind it is the exporter's own.
template <class P>
std::string write_head(P& part) {
  std::string out(sizeof(std::uint64_t), '\0');
  PartWriter writer(out);
  pass_part(writer, part);
  const std::uint64_t length = out.size();
  std::memcpy(out.data(), &length, sizeof length);
  return out;
}

// Reads the head; returns its length, where the exporter's own bytes begin.
template <class P>
std::uint64_t read_head(const Volume& volume, std::size_t index, P& part) {
  constexpr std::uint64_t kLargestHead = 64ULL << 20;
  const std::uint64_t size = volume.entry(index).size;
  std::uint64_t length = 0;
  if (size >= sizeof length) volume.read(index, 0, reinterpret_cast<char*>(&length), sizeof length);
  if (length < sizeof length || length > size || length > kLargestHead)
    throw std::runtime_error("a part of the volume is damaged");
  std::string head(length, '\0');
  volume.read(index, 0, head.data(), head.size());
  PartReader reader(std::string_view(head).substr(sizeof length));
  pass_part(reader, part);
  return length;
}

}  // namespace minutemill::volumes
