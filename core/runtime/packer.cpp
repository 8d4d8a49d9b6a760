#include "runtime/packer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/content_hash.hpp"
#include <minutemill/json.hpp>

namespace minutemill {
namespace {

constexpr std::uint64_t kMostWaiting = 1ULL << 30;

}  // namespace

Packer::Packer(OutputTree& tree, OutputNames& names, const PackSettings& settings, std::string prefix,
               bool deferred)
    : tree_(tree),
      names_(names),
      settings_(settings),
      pack_names_{settings.format, std::move(prefix)},
      deferred_(deferred),
      sources_(tree, pack_names_) {}

bool Packer::is_full() const noexcept {
  return spools_.waiting() > kMostWaiting;
}

void Packer::publish(DocumentResult& result) {
  if (result.ok() && !result.outputs.empty()) {
    std::optional<FileError> error;
    if (result.kept || !deferred_ || reserve_names(names_, result)) error = put(result);
    if (error) {
      result.failure = error->code;
      result.message = std::move(error->message);
      if (stops_run(error->error)) result.stop_error = error->error;
    }
  }
  spools_.done(result);
  if (!result.ok()) result.outputs.clear();
}

std::optional<FileError> Packer::put(DocumentResult& result) {
  if (!fits(result))
    if (auto error = close_pack()) return error;
  if (result.kept && stays(result)) {
    note(result);
    return std::nullopt;
  }
  if (!writer_)
    if (auto error = begin_writing()) return error;
  return write(result);
}

bool Packer::fits(const DocumentResult& result) const {
  if (entries_.empty()) return true;
  std::uint64_t size = size_;
  for (const OutputRecord& output : result.outputs) size += output.size;
  return size <= settings_.size && entries_.size() + result.outputs.size() <= kMostPackEntries;
}

// Whether an earlier run's outputs lie exactly where they now belong.
bool Packer::stays(const DocumentResult& result) {
  if (writer_) return false;
  std::uint64_t at = end_;
  const bool in_part = entries_.empty() ? result.outputs.front().in_part : in_part_;
  for (const OutputRecord& output : result.outputs) {
    if (output.pack != number_ || output.begin != at || output.in_part != in_part) return false;
    at = output.offset + output.size + entry_end(settings_.format, output.size).size();
  }
  in_part_ = in_part;
  end_ = at;
  return true;
}

std::optional<FileError> Packer::write(DocumentResult& result) {
  std::vector<std::string> copies;
  std::vector<std::string_view> parts;
  // All before the first is written, so that no half of a document is in a pack.
  if (auto error = result.kept ? read_again(result, copies, parts) : spools_.read(result, parts))
    return error;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    OutputRecord& output = result.outputs[i];
    PackEntry entry;
    entry.name = output.path;
    if (auto error = writer_->append(entry, parts[i])) return error;
    output.pack = number_;
    output.begin = entry.begin;
    output.offset = entry.offset;
    output.crc = entry.crc;
  }
  result.moved = result.kept;
  end_ = writer_->end();
  note(result);
  return std::nullopt;
}

std::optional<FileError> Packer::read_again(const DocumentResult& result, std::vector<std::string>& copies,
                                            std::vector<std::string_view>& parts) {
  copies.resize(result.outputs.size());
  for (std::size_t i = 0; i < copies.size(); ++i)
    if (auto error = sources_.read(result.outputs[i], copies[i])) return error;
  parts.assign(copies.begin(), copies.end());
  return std::nullopt;
}

// An output is in the pack at hand now.
void Packer::note(const DocumentResult& result) {
  for (const OutputRecord& output : result.outputs) {
    entries_.push_back({output.path, output.begin, output.offset, output.size, output.crc});
    hashes_.push_back(output.hash);
    size_ += output.size;
    index_ += R"({"input": )";
    append_json_string(index_, result.input);
    index_ += R"(, "step": )";
    append_json_string(index_, output.step);
    index_ += R"(, "name": )";
    append_json_string(index_, output.path);
    index_ += fmt::format(R"(, "offset": {}, "size": {}, "hash": "{:016x}"}})", output.offset, output.size,
                          output.hash);
    index_ += '\n';
  }
}

// From here on the pack differs from the one that an earlier run has left: what stands is copied.
std::optional<FileError> Packer::begin_writing() {
  writer_.emplace(tree_, settings_.format);
  if (auto error = writer_->open(pack_names_.fresh())) return error;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    PackEntry& entry = entries_[i];
    OutputRecord record;
    record.pack = number_;
    record.offset = entry.offset;
    record.size = entry.size;
    record.hash = hashes_[i];
    record.in_part = in_part_;
    std::string bytes;
    if (auto error = sources_.read(record, bytes)) return error;
    if (auto error = writer_->append(entry, bytes)) return error;
  }
  return writer_->rename(pack_names_.part(number_));
}

std::optional<FileError> Packer::close_pack() {
  const std::string trailer = pack_trailer(settings_.format, entries_, end_);
  const bool stands = !writer_ && !in_part_ && sources_.ends_with(number_, end_, trailer);
  if (!stands && !writer_)
    if (auto error = begin_writing()) return error;
  const std::string index = pack_names_.index(number_);
  if (!tree_.holds(index, index_.size(), content_hash(index_)))
    if (auto error = tree_.write(index, index_, pack_names_.fresh() + "-index")) return error;
  if (!stands)
    if (auto error = writer_->publish(trailer, pack_names_.pack(number_))) return error;
  tree_.discard(pack_names_.part(number_));
  writer_.reset();
  entries_.clear();
  hashes_.clear();
  index_.clear();
  size_ = end_ = 0;
  in_part_ = false;
  ++number_;
  return std::nullopt;
}

std::optional<FileError> Packer::flush() {
  return writer_ ? writer_->flush() : std::nullopt;
}

std::optional<FileError> Packer::finish() {
  if (!entries_.empty())
    if (auto error = close_pack()) return error;
  for (std::uint32_t number = number_;; ++number) {
    const bool there = tree_.remove(pack_names_.pack(number));
    const bool indexed = tree_.remove(pack_names_.index(number));
    tree_.discard(pack_names_.part(number));
    if (!there && !indexed) return std::nullopt;
  }
}

}  // namespace minutemill
