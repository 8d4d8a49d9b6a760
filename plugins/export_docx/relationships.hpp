// The relationships of one part: hyperlinks and images, each target once.
#pragma once

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
  // The .rels part.
  [[nodiscard]] std::string part() const;

 private:
  struct Entry {
    std::string id, type, target;
    bool external = false;
  };
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> by_target_;
};

}  // namespace minutemill::docx
