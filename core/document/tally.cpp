#include "document/tally_walk.hpp"
#include <minutemill/text.hpp>

namespace minutemill {

Tally tally(const Node& root) {
  return tally_below(root, count_characters);
}

Tally tally(const Document& document) {
  return tally(document.body());
}

}  // namespace minutemill
