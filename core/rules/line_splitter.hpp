// Paragraphs that hold several lines of a report, parted by line breaks.
#pragma once

#include "rules/rule_set.hpp"

namespace minutemill::rules {

// Makes paragraphs of their own out of the lines of paragraphs in the body whose lines are of different
// kinds: a headline with its date line, fields one under another, numbered items. Addresses and verse stay
// together.
void split_mixed_paragraphs(Document& document, const Knowledge& rules);

}  // namespace minutemill::rules
