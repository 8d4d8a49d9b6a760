// How a report is divided into the files of a book.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <minutemill/document.hpp>

namespace minutemill::epub {

struct Chapter {
  std::string file;                 // "section-1.xhtml", by the first section in it
  std::vector<const Node*> blocks;  // children of the body
  bool front = false;               // holds the title, and no section
  bool notes = false;               // holds the notes of all chapters, and no blocks
};

// A file begins at a top section with a heading, once the file before holds `file_text` bytes of text:
// readers begin a page with each file. A section whose heading was made for it has a file of its own, whose
// title that heading is. What stands before the first section alone is a front. The notes get a file of their
// own behind all chapters, unless those of each chapter stand before the next one in the source, as its notes
// do then.
[[nodiscard]] std::vector<Chapter> divide(const Document& document, std::uint64_t file_text);

// The chapter of each node of the body.
class ChapterIndex {
 public:
  ChapterIndex(const Document& document, const std::vector<Chapter>& chapters);
  [[nodiscard]] std::size_t of(const Node& node) const noexcept { return by_uid_[node.uid()]; }

 private:
  std::vector<std::uint32_t> by_uid_;
};

}  // namespace minutemill::epub
