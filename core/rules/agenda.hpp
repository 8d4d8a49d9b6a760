// What a meeting dealt with: items out of numbered headings, headings, or the verbs and objects of the
// report's sentences. section_split and metadata_tag both read it here, so that they agree.
#pragma once

#include <vector>

#include "rules/agenda_items.hpp"
#include "rules/scopes.hpp"

namespace minutemill::rules {

// As the stage before found it, when the document has all the lines that it read; else read anew.
[[nodiscard]] Agenda read_agenda(Reading& reading);

// Cited titles inside a part of a line, outermost ones, in order.
[[nodiscard]] std::vector<Range> cited(const Reading& reading, Range range);

}  // namespace minutemill::rules
