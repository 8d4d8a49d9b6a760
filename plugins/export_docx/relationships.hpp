// The relationships of one part: hyperlinks and images, each target once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace minutemill::docx {

class Relationships {
 public:
  // The id of the relationship, made when there is none yet.
  const std::string& add(std::string_view type, std::string_view target, bool external);
  [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  // The .rels part.
  [[nodiscard]] std::string part() const;

  struct Entry {
    std::string id, type, target;  // ids are rId1, rId2 ... in order
    bool external = false;
  };
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> by_target_;
};

// The pieces of a .rels part that is written bit by bit.
[[nodiscard]] std::string relationships_begin();
[[nodiscard]] std::string relationship_elements(const std::vector<Relationships::Entry>& entries);
[[nodiscard]] std::string relationships_end();

}  // namespace minutemill::docx
