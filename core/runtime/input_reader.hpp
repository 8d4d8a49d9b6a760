// Opens and reads inputs, and the files beside them that a stage asks for.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <minutemill/export.hpp>

#include "runtime/file_error.hpp"
#include "runtime/unique_fd.hpp"

namespace minutemill {

class MINUTEMILL_API InputReader {
 public:
  InputReader(std::uint64_t max_input, std::uint64_t max_sibling)
      : max_input_(max_input), max_sibling_(max_sibling) {}

  // Reads a whole regular file, `path` below the folder `root` (empty: the current one); bytes() is valid
  // until the next call. A file that grows meanwhile is read as far as it goes, up to the limit. Links are
  // followed when the user named the file.
  [[nodiscard]] std::optional<FileError> read(const std::string& root, const std::string& path,
                                              bool follow_links);
  // The same of a file without a folder: a record that came by its descriptor.
  [[nodiscard]] std::optional<FileError> read(const UniqueFd& record);
  [[nodiscard]] std::string_view bytes() const noexcept { return {buffer_.get(), size_}; }
  // A regular file below the folder of the input read last; links are followed as long as they stay there.
  [[nodiscard]] std::optional<std::string> sibling(std::string_view relative_path);

 private:
  bool reserve(std::size_t bytes);
  [[nodiscard]] std::optional<FileError> read_all(int file);

  [[nodiscard]] int root_fd(const std::string& root);

  std::uint64_t max_input_;
  std::uint64_t max_sibling_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;
  std::string root_;
  UniqueFd root_fd_;
  int base_ = -1;     // what the current path is relative to
  std::string path_;  // of the current input
  UniqueFd folder_;   // of the current input; opened when a sibling is first asked for
};

// The media type that a file's ending stands for, empty when it says nothing.
[[nodiscard]] MINUTEMILL_API std::string_view media_type_of(std::string_view path) noexcept;

}  // namespace minutemill
