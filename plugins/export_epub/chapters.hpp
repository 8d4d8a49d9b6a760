// How a report is divided into the files of a book.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <minutemill/document.hpp>

namespace minutemill::epub {

struct Chapter {
  std::string file;                 // "section-1.xhtml"
  std::vector<const Node*> blocks;  // children of the body
  bool front = false;               // holds the title
  bool notes = false;               // holds the notes of all chapters, and no blocks
};

// One file for each top section; what stands before the first of them with a heading is the front. Blocks and
// sections without a heading that follow one go on with it. The notes get a file of their own behind all
// chapters, unless those of each chapter stand before the next one in the source, as its notes do then.
[[nodiscard]] std::vector<Chapter> divide(const Document& document);

// The chapter of each node of the body.
class ChapterIndex {
 public:
  ChapterIndex(const Document& document, const std::vector<Chapter>& chapters);
  [[nodiscard]] std::size_t of(const Node& node) const noexcept { return by_uid_[node.uid()]; }

 private:
  std::vector<std::uint32_t> by_uid_;
};

}  // namespace minutemill::epub
