// The section that a document is: its page, headers and footers.
#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "reference.hpp"
#include "static_parts.hpp"
#include "style.hpp"

namespace minutemill::docx {

// Appends w:sectPr to `body`. `reference` may be null; `band_ids` are the relationships of `bands`.
void write_section(pugi::xml_node body, const Style& style, const Reference* reference,
                   const std::vector<BandPart>& bands, const std::vector<std::string>& band_ids);

}  // namespace minutemill::docx
