// Numbers by which the parts of a JSON report refer to each other.
#pragma once

#include <cstdint>
#include <vector>

#include <minutemill/document.hpp>

namespace minutemill::json_report {

// Blocks of the body counted from 1 in reading order, and notes likewise; 0 for what is not in the body.
class BlockNumbers {
 public:
  explicit BlockNumbers(const Document& document);
  [[nodiscard]] std::uint32_t of(const Node& node) const noexcept {
    return node.uid() < by_uid_.size() ? by_uid_[node.uid()] : 0;
  }

 private:
  std::vector<std::uint32_t> by_uid_;
};

}  // namespace minutemill::json_report
