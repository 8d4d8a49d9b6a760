// The record as YAML before a Markdown text.
#pragma once

#include <string>

#include <minutemill/document.hpp>

namespace minutemill::markdown_out {

// "---\n...---\n\n", in the order of the record, values without their evidence; empty when there is no
// record.
[[nodiscard]] std::string front_matter(const Document& document);

}  // namespace minutemill::markdown_out
