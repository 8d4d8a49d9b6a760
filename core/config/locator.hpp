// From byte offsets to lines and columns. Asking in rising order costs linear time in all, however long the
// lines are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <minutemill/config.hpp>

namespace minutemill {

// Offsets at which lines begin; a line ends with LF or CR LF.
[[nodiscard]] std::vector<std::uint32_t> find_line_starts(std::string_view text);

class Locator {
 public:
  Locator(std::string_view text, const std::vector<std::uint32_t>& line_starts)
      : text_(text), starts_(&line_starts) {}
  // Offsets beyond the end give the end.
  [[nodiscard]] Mark at(std::size_t offset);

 private:
  std::string_view text_;
  const std::vector<std::uint32_t>* starts_;
  std::size_t line_ = 0;    // of the last answer, from 0
  std::size_t offset_ = 0;  // of the last answer
  std::size_t column_ = 0;  // of the last answer, from 0
};

}  // namespace minutemill
