// Whole reads and writes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/file_error.hpp"

namespace minutemill {

[[nodiscard]] std::optional<FileError> write_all(int file, std::string_view bytes);
// Exactly `size` bytes from `offset`; a file that ends before is an error.
[[nodiscard]] std::optional<FileError> read_at(int file, std::uint64_t offset, std::uint64_t size, char* to);
[[nodiscard]] std::optional<FileError> read_at(int file, std::uint64_t offset, std::uint64_t size,
                                               std::string& bytes);

}  // namespace minutemill
