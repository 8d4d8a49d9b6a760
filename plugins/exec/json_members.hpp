// The members of a JSON object as text: a document inside a message is then read by what reads documents,
// once.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace minutemill::exec {

struct JsonMembers {
  std::vector<std::pair<std::string_view, std::string_view>> members;  // name without its quotes, value
  std::string fault;                                                   // empty when the text is an object

  [[nodiscard]] std::string_view find(std::string_view name) const noexcept;
};
// Finds where values end; what is inside them is not checked. Linear, without recursion.
[[nodiscard]] JsonMembers json_members(std::string_view text);

}  // namespace minutemill::exec
