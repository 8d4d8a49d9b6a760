#include "runtime/pack_writer.hpp"

#include "package/deflate.hpp"
#include "runtime/file_io.hpp"

namespace minutemill {
namespace {

constexpr std::size_t kBuffer = 1 << 20;

}  // namespace

std::optional<FileError> PackWriter::open(std::string part) {
  part_ = std::move(part);
  buffer_.reserve(kBuffer + kBuffer / 4);
  return tree_.open_part(part_, file_);
}

std::optional<FileError> PackWriter::rename(std::string part) {
  if (auto error = flush()) return error;
  if (auto error = tree_.rename_part(part_, part)) return error;
  part_ = std::move(part);
  return std::nullopt;
}

std::optional<FileError> PackWriter::append(PackEntry& entry, std::string_view bytes) {
  entry.size = bytes.size();
  if (format_ == PackFormat::zip) entry.crc = crc32_of(bytes);
  const std::string header = entry_header(format_, entry);
  const std::string rest = entry_end(format_, bytes.size());
  entry.begin = end_;
  entry.offset = end_ + header.size();
  end_ = entry.offset + bytes.size() + rest.size();
  buffer_ += header;
  buffer_ += bytes;
  buffer_ += rest;
  return buffer_.size() < kBuffer ? std::nullopt : flush();
}

std::optional<FileError> PackWriter::flush() {
  if (!failed_) failed_ = write_all(file_.get(), buffer_);
  buffer_.clear();
  return failed_;
}

std::optional<FileError> PackWriter::publish(std::string_view trailer, const std::string& path) {
  buffer_ += trailer;
  if (auto error = flush()) return error;
  if (auto error = tree_.sync_if_durable(file_.get())) return error;
  return tree_.publish(part_, path);
}

}  // namespace minutemill
