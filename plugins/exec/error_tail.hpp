// The end of what a program wrote on its standard error.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace minutemill::exec {

class ErrorTail {
 public:
  void add(std::string_view bytes);
  void clear() noexcept;
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  // The last lines that are not blank, on one line: printable, at most `lines` of them, joined by " | ".
  [[nodiscard]] std::string last_lines(std::size_t lines) const;

 private:
  static constexpr std::size_t kKept = std::size_t{4} * 1024;
  std::string text_;
};

}  // namespace minutemill::exec
