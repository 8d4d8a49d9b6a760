// Compares the layout of a DOCX file with that of a reference file: page, grid, page numbers, and for each
// paragraph font, size, line spacing, indent and alignment as they come out of styles and direct formatting
// together.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <minutemill/export.hpp>

namespace minutemill {

struct LayoutDeparture {
  std::string what;   // "size 12 pt, the style has 16 pt"
  std::string where;  // the words of the first paragraph, or the part of the page
  std::size_t count = 1;
};

// Throws std::runtime_error when one of them is no DOCX file.
[[nodiscard]] MINUTEMILL_API std::vector<LayoutDeparture> compare_layout(std::string_view file,
                                                                         std::string_view reference);

}  // namespace minutemill
