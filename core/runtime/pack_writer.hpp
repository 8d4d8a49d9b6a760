// One pack while it is written: under a name of its own in <out>/.minutemill/tmp, where it survives a kill
// and the next run goes on with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/file_error.hpp"
#include "runtime/output_tree.hpp"
#include "runtime/pack_format.hpp"
#include "runtime/unique_fd.hpp"

namespace minutemill {

class PackWriter {
 public:
  PackWriter(OutputTree& tree, PackFormat format) : tree_(tree), format_(format) {}

  // Begins an empty file aside, as `part`.
  [[nodiscard]] std::optional<FileError> open(std::string part);
  // From now on it is found as `part`; what was there under that name goes.
  [[nodiscard]] std::optional<FileError> rename(std::string part);
  // Fills in where the entry has come to lie.
  [[nodiscard]] std::optional<FileError> append(PackEntry& entry, std::string_view bytes);
  // What has been appended can be read by others after this.
  [[nodiscard]] std::optional<FileError> flush();
  // Writes the trailer and puts the pack under its name.
  [[nodiscard]] std::optional<FileError> publish(std::string_view trailer, const std::string& path);
  [[nodiscard]] std::uint64_t end() const noexcept { return end_; }

 private:
  OutputTree& tree_;
  PackFormat format_;
  std::string part_;
  UniqueFd file_;
  std::string buffer_;
  std::uint64_t end_ = 0;            // buffered bytes included
  std::optional<FileError> failed_;  // nothing can be written behind a hole
};

}  // namespace minutemill
