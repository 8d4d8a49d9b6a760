// gumbo's tree to markup: iterative, within bounds of depth, with source positions.
#pragma once

#include <cstddef>
#include <cstdint>

#include <gumbo.h>

#include <minutemill/markup.hpp>

#include "html_parse/skeleton.hpp"

namespace minutemill::html {

struct BuildLimits {
  std::size_t depth = 256;
  std::size_t nodes = 4'000'000;
  std::size_t comment = 120;  // longest comment kept: content markers of sites are short
};

struct Built {
  std::size_t nodes = 0;
  std::size_t flattened = 0;   // elements whose content went into an ancestor
  SourceSpan first_flattened;  // in the decoded text
  bool has_page = false;       // the input names html, head or body itself
};

// `page` is what gumbo parsed; positions are offsets into the whole page. Throws StageFailure(resource)
// beyond the node limit.
[[nodiscard]] Built build_tree(const GumboOutput& output, const Skeleton& page, const BuildLimits& limits,
                               Markup& markup);

}  // namespace minutemill::html
