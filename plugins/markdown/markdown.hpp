// Markdown (CommonMark with GitHub's tables, task lists and strikethrough) to the tree an HTML page would
// give.
#pragma once

#include <cstddef>

#include <minutemill/markup.hpp>

namespace minutemill::markdown {

struct Limits {
  std::size_t depth = 256;
  std::size_t nodes = 4'000'000;
};
// Fills markup.tree() from markup.decoded(). Front matter ("---" lines around "key: value") becomes meta
// elements. Raw HTML keeps its text; of its tags only <br> counts. Throws StageFailure(resource) beyond the
// limits on nodes.
void build(Markup& markup, const Limits& limits);

// The offset behind front matter, 0 when there is none; each "key: value" goes to `head`.
[[nodiscard]] std::size_t read_front_matter(Markup& markup, pugi::xml_node head);

}  // namespace minutemill::markdown
