#include "format_writer.hpp"

#include "xml_build.hpp"

namespace minutemill::docx {
namespace {

void write_border(pugi::xml_node parent, const char* name, const std::optional<Border>& border) {
  if (!border) return;
  pugi::xml_node node = add_value(parent, name, border->style);
  set(node, "w:sz", border->eighths);
  set(node, "w:space", border->space);
  set(node, "w:color", border->colour);
}

void write_spacing(pugi::xml_node ppr, const ParagraphFormat& format) {
  if (!format.space_before && !format.space_after && !format.line) return;
  pugi::xml_node spacing = add(ppr, "w:spacing");
  if (format.space_before) set(spacing, "w:before", format.space_before->twips);
  if (format.space_after) set(spacing, "w:after", format.space_after->twips);
  if (!format.line) return;
  set(spacing, "w:line", format.line->value);
  switch (format.line->rule) {
    case LineSpacing::Rule::multiple:
      set(spacing, "w:lineRule", "auto");
      break;
    case LineSpacing::Rule::exact:
      set(spacing, "w:lineRule", "exact");
      break;
    case LineSpacing::Rule::at_least:
      set(spacing, "w:lineRule", "atLeast");
      break;
  }
}

void write_shading(pugi::xml_node parent, const std::optional<std::string>& colour) {
  if (!colour) return;
  pugi::xml_node shading = add_value(parent, "w:shd", "clear");
  set(shading, "w:color", "auto");
  set(shading, "w:fill", *colour);
}

void write_extent(pugi::xml_node ind, const char* name, const char* in_characters, const Extent& extent) {
  // Word prefers the characters and keeps an inherited value of them, so that an absolute distance must say 0
  // of them.
  set(ind, in_characters, extent.characters);
  set(ind, name, extent.twips);
}

}  // namespace

const char* jc(std::string_view align, bool rtl) noexcept {
  if (align == "center") return "center";
  if (align == "justify") return "both";
  return (align == "right") != rtl ? "right" : "left";
}

void write_borders(pugi::xml_node parent, const Borders& borders, bool inside) {
  write_border(parent, "w:top", borders.top);
  write_border(parent, "w:left", borders.left);
  write_border(parent, "w:bottom", borders.bottom);
  write_border(parent, "w:right", borders.right);
  if (!inside) return;
  write_border(parent, "w:insideH", borders.inside_horizontal);
  write_border(parent, "w:insideV", borders.inside_vertical);
}

void write_indent(pugi::xml_node ind, const Extent* left, const Extent* right, const Extent* first) {
  if (left != nullptr) write_extent(ind, "w:left", "w:leftChars", *left);
  if (right != nullptr) write_extent(ind, "w:right", "w:rightChars", *right);
  if (first == nullptr) return;
  if (first->twips < 0)
    write_extent(ind, "w:hanging", "w:hangingChars", {-first->twips, -first->characters});
  else
    write_extent(ind, "w:firstLine", "w:firstLineChars", *first);
}

void write_paragraph_format(pugi::xml_node ppr, const ParagraphFormat& format, bool space_between_scripts) {
  if (format.keep_next) add_flag(ppr, "w:keepNext", *format.keep_next);
  if (format.keep_lines) add_flag(ppr, "w:keepLines", *format.keep_lines);
  if (format.page_break_before) add_flag(ppr, "w:pageBreakBefore", *format.page_break_before);
  if (format.widow_control) add_flag(ppr, "w:widowControl", *format.widow_control);
  const Borders& b = format.borders;
  if (b.top || b.left || b.bottom || b.right) write_borders(add(ppr, "w:pBdr"), b, false);
  write_shading(ppr, format.shading);
  if (!space_between_scripts) {
    add_flag(ppr, "w:autoSpaceDE", false);
    add_flag(ppr, "w:autoSpaceDN", false);
  }
  if (format.snap_to_grid) add_flag(ppr, "w:snapToGrid", *format.snap_to_grid);
  write_spacing(ppr, format);
  const auto* first = format.first_indent ? &*format.first_indent : nullptr;
  const auto* left = format.left ? &*format.left : nullptr;
  const auto* right = format.right ? &*format.right : nullptr;
  if (first != nullptr || left != nullptr || right != nullptr)
    write_indent(add(ppr, "w:ind"), left, right, first);
  if (format.contextual_spacing) add_flag(ppr, "w:contextualSpacing", *format.contextual_spacing);
  if (format.align) add_value(ppr, "w:jc", jc(*format.align));
  if (format.outline_level) add_value(ppr, "w:outlineLvl", *format.outline_level - 1);
}

void write_fonts(pugi::xml_node rpr, const FontSet& fonts) {
  pugi::xml_node node = add(rpr, "w:rFonts");
  set(node, "w:ascii", fonts.latin);
  set(node, "w:hAnsi", fonts.latin);
  set(node, "w:eastAsia", fonts.cjk);
  set(node, "w:cs", fonts.complex);
}

void write_run_format(pugi::xml_node rpr, const RunFormat& format, const Style& style) {
  if (format.font)
    if (const FontSet* fonts = style.font(*format.font)) write_fonts(rpr, *fonts);
  if (format.bold) {
    add_flag(rpr, "w:b", *format.bold);
    add_flag(rpr, "w:bCs", *format.bold);
  }
  if (format.italic) {
    add_flag(rpr, "w:i", *format.italic);
    add_flag(rpr, "w:iCs", *format.italic);
  }
  if (format.small_caps) add_flag(rpr, "w:smallCaps", *format.small_caps);
  if (format.strike) add_flag(rpr, "w:strike", *format.strike);
  if (format.colour) add_value(rpr, "w:color", *format.colour);
  if (format.letter_spacing) add_value(rpr, "w:spacing", *format.letter_spacing);
  if (format.half_points) {
    add_value(rpr, "w:sz", *format.half_points);
    add_value(rpr, "w:szCs", *format.half_points);
  }
  if (format.underline) add_value(rpr, "w:u", *format.underline ? "single" : "none");
  write_shading(rpr, format.shading);
}

}  // namespace minutemill::docx
