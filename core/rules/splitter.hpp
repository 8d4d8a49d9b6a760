// Puts the blocks of a body into sections.
#pragma once

#include "rules/rule_set.hpp"

namespace minutemill::rules {

SplitResult split_sections(Document& document, const Knowledge& rules, const SplitSettings& settings);

}  // namespace minutemill::rules
