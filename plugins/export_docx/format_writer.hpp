// Formats of paragraphs and runs as w:pPr and w:rPr children, in the order of the schema.
#pragma once

#include <pugixml.hpp>

#include "style.hpp"

namespace minutemill::docx {

void write_paragraph_format(pugi::xml_node ppr, const ParagraphFormat& format,
                            bool space_between_scripts = true);
void write_run_format(pugi::xml_node rpr, const RunFormat& format, const Style& style);
void write_fonts(pugi::xml_node rpr, const FontSet& fonts);
// Sides of w:tblBorders (`inside`) or w:pBdr.
void write_borders(pugi::xml_node parent, const Borders& borders, bool inside);
void write_indent(pugi::xml_node ind, const Extent* left, const Extent* right, const Extent* first);
// ST_Jc of an alignment; in right-to-left paragraphs left and right change places (ECMA-376 §17.3.1.13).
[[nodiscard]] const char* jc(std::string_view align, bool rtl = false) noexcept;

}  // namespace minutemill::docx
