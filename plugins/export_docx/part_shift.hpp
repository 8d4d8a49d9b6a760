// Puts the markup of a report's part among that of the reports before it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minutemill::docx {

// What is added to the numbers that the part counted for itself.
struct Shift {
  int outline = 0;  // levels of contents above the report
  std::uint64_t bookmarks = 0, notes = 0, drawings = 0;
  std::uint64_t relationships = 0, note_relationships = 0;
  std::vector<int> lists;            // w:numId of each of its lists; 0: its numbers stand in the text
  std::vector<std::int64_t> starts;  // where each of them starts
  int first_list = 1;                // w:numId that the part gives its first list
  std::string prefix;                // of the names of bookmarks
  std::string language;              // of its runs, when that is not the volume's; else empty
};

enum class PartStory : unsigned char { text, notes };

// Throws std::runtime_error when the markup is no markup.
[[nodiscard]] std::string shifted(std::string_view markup, const Shift& shift, PartStory story);
// "rId7" as it is called among the others.
[[nodiscard]] std::string shifted_relationship(std::string_view id, std::uint64_t by);

}  // namespace minutemill::docx
