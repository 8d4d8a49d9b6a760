// Tables right below a line of text, which GitHub reads as tables and md4c as text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace minutemill::markdown {

// The offsets in `text` where such a table begins: the text is to be read in parts that begin there. Lines
// inside fenced code and indented ones are left alone.
std::vector<std::size_t> find_tables_below_text(std::string_view text);

}  // namespace minutemill::markdown
