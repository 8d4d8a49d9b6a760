// Bookmarks: what links inside the document and the table of contents point at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <minutemill/document.hpp>

namespace minutemill::docx {

inline constexpr std::size_t kLongestBookmark = 40;

struct Bookmark {
  std::uint32_t id = 0;
  std::string name;  // at most 40 characters, a letter first, unique without regard to case
};

class Anchors {
 public:
  // `longest`: characters of a name, at most 40.
  explicit Anchors(std::size_t longest = kLongestBookmark) : longest_(longest) {}
  // Finds the targets of links in `body`.
  void collect(const Node& body);
  // The bookmark that stands at `node`, if it is the target of a link.
  [[nodiscard]] const Bookmark* at(const Node& node) const;
  // The bookmark that "#fragment" means; null when there is no such place.
  [[nodiscard]] const Bookmark* target(std::string_view fragment) const;
  // One more, for a heading in the table of contents.
  [[nodiscard]] Bookmark make(std::string_view wish);
  // How many there are: their ids are below this.
  [[nodiscard]] std::uint32_t count() const noexcept { return next_; }

 private:
  std::size_t longest_;
  std::unordered_map<std::string, Bookmark> by_id_;  // id in the document
  std::unordered_map<const Node*, const Bookmark*> by_node_;
  std::unordered_set<std::string> names_;  // lower case
  std::uint32_t next_ = 0;
};

}  // namespace minutemill::docx
