// Lines of a tree, cut to the width of a terminal and counted.
#pragma once

#include <string>
#include <string_view>

#include "cli/trace_tree.hpp"

namespace minutemill::cli {

class TreeLines {
 public:
  explicit TreeLines(const TreeStyle& style) : style_(style) {}

  // One line: a name, what stands behind it, and a text in quotes (`quoted` null: none).
  void add(std::size_t depth, std::string_view name, std::string_view attributes,
           const std::string* quoted = nullptr);
  [[nodiscard]] bool full() const noexcept { return count_ >= style_.lines; }
  [[nodiscard]] std::string finish();

 private:
  [[nodiscard]] std::string coloured(std::string_view code, std::string_view text) const;

  TreeStyle style_;
  std::string out_;
  std::size_t count_ = 0;
};

// `text` on one line, safe for a terminal, in at most `columns` columns (wide characters take two).
[[nodiscard]] std::string fit_columns(std::string_view text, std::size_t columns);

}  // namespace minutemill::cli
