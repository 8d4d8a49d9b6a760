#include "section.hpp"

#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

void write_bands(pugi::xml_node section, const std::vector<BandPart>& bands,
                 const std::vector<std::string>& ids) {
  for (std::size_t i = 0; i < bands.size(); ++i) {
    pugi::xml_node reference = add(section, bands[i].reference.c_str());
    set(reference, "w:type", bands[i].type);
    set(reference, "r:id", ids[i]);
  }
}

void write_page(pugi::xml_node section, const Style& style) {
  const Page& page = style.page;
  pugi::xml_node size = add(section, "w:pgSz");
  set(size, "w:w", page.width);
  set(size, "w:h", page.height);
  if (page.width > page.height) set(size, "w:orient", "landscape");
  pugi::xml_node margins = add(section, "w:pgMar");
  set(margins, "w:top", page.top);
  set(margins, "w:right", page.right);
  set(margins, "w:bottom", page.bottom);
  set(margins, "w:left", page.left);
  set(margins, "w:header", page.header);
  set(margins, "w:footer", page.footer);
  set(margins, "w:gutter", 0);
  set(add(section, "w:cols"), "w:space", 720);
  if (style.header.first || style.footer.first) add(section, "w:titlePg");
  if (page.line_pitch == 0) return;
  pugi::xml_node grid = add(section, "w:docGrid");
  set(grid, "w:type", page.character_grid ? "linesAndChars" : "lines");
  set(grid, "w:linePitch", page.line_pitch);
  if (page.character_grid) set(grid, "w:charSpace", page.character_space);
}

}  // namespace

void write_section(pugi::xml_node body, const Style& style, const Reference* reference,
                   const std::vector<BandPart>& bands, const std::vector<std::string>& band_ids) {
  pugi::xml_node section = add(body, "w:sectPr");
  write_bands(section, bands, band_ids);
  if (reference == nullptr) {
    write_page(section, style);
    return;
  }
  for (const pugi::xml_node part : reference->section().children()) section.append_copy(part);
}

}  // namespace minutemill::docx
