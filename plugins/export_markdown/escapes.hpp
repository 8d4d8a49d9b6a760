// Characters that Markdown would read as its own signs.
#pragma once

#include <string>
#include <string_view>

namespace minutemill::markdown_out {

// Appends text of a paragraph, with what means something to Markdown escaped (CommonMark 0.31 §2.4). `line`
// is the paragraph so far: what stands at the beginning of a line needs more. Line ends become spaces.
void append_escaped(std::string& line, std::string_view text);
// The destination of a link, in <> where it must be (CommonMark 0.31 §6.3).
[[nodiscard]] std::string link_destination(std::string_view url);
// In double quotes.
[[nodiscard]] std::string link_title(std::string_view title);
// As the value of an attribute or the text of HTML.
[[nodiscard]] std::string html_escaped(std::string_view text);
// A run of backticks longer than any in `text`, at least `least` long.
[[nodiscard]] std::string fence_for(std::string_view text, std::size_t least);

// Whether a delimiter run between these characters can open or close emphasis; 0 for the edge of a paragraph
// (CommonMark 0.31 §6.2).
[[nodiscard]] bool is_left_flanking(char32_t before, char32_t after) noexcept;
[[nodiscard]] bool is_right_flanking(char32_t before, char32_t after) noexcept;

}  // namespace minutemill::markdown_out
