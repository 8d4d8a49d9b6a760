#include "block_numbers.hpp"

namespace minutemill::json_report {

BlockNumbers::BlockNumbers(const Document& document) : by_uid_(document.node_count() + 1, 0) {
  std::uint32_t blocks = 0, notes = 0;
  const Node& root = document.body();
  for (const Node* at = next_in_tree(root, root); at != nullptr; at = next_in_tree(*at, root)) {
    if (at->kind() == NodeKind::note)
      by_uid_[at->uid()] = ++notes;
    else if (is_block(at->kind()))
      by_uid_[at->uid()] = ++blocks;
  }
}

}  // namespace minutemill::json_report
