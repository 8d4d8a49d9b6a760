#include "inline_style.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <minutemill/markup.hpp>
#include <minutemill/text.hpp>

namespace minutemill::clean {
namespace {

struct Length {
  double value = 0;
  std::string_view unit;
};

std::optional<Length> read_length(std::string_view text) {
  char buffer[32] = {};
  std::size_t n = 0;
  while (n < text.size() && n < sizeof(buffer) - 1 &&
         ((text[n] >= '0' && text[n] <= '9') || text[n] == '.' || text[n] == '-' || text[n] == '+')) {
    buffer[n] = text[n];
    ++n;
  }
  char* end = nullptr;
  const double value = std::strtod(buffer, &end);
  if (end == buffer || !std::isfinite(value)) return std::nullopt;
  return Length{value, trim(text.substr(static_cast<std::size_t>(end - buffer)))};
}

// In multiples of the font size, whatever that is.
bool is_relative(std::string_view text) {
  const auto length = read_length(text);
  return length && length->unit.starts_with("em");
}

// Pixels, or nothing for percentages and unknown units.
std::optional<double> pixels(std::string_view text, double em) {
  const auto length = read_length(text);
  if (!length) return std::nullopt;
  const std::string_view unit = length->unit;
  if (unit.starts_with("px")) return length->value;
  if (unit.starts_with("pt")) return length->value * 4 / 3;
  if (unit.starts_with("em")) return length->value * em;
  if (unit.starts_with("rem")) return length->value * 16;
  if (unit.starts_with("cm")) return length->value * 96 / 2.54;
  if (unit.starts_with("mm")) return length->value * 96 / 25.4;
  if (unit.starts_with("in")) return length->value * 96;
  if (unit.empty() && length->value == 0) return 0;
  return std::nullopt;
}

// CSS Counter Styles 3 §6-7, those that lists of a document can have.
std::string_view list_type_of(std::string_view value) {
  struct Style {
    std::string_view css, type;
  };
  static constexpr Style kStyles[] = {{"decimal", "1"},     {"lower-alpha", "a"},      {"lower-latin", "a"},
                                      {"upper-alpha", "A"}, {"upper-latin", "A"},      {"lower-roman", "i"},
                                      {"upper-roman", "I"}, {"disc", "disc"},          {"circle", "circle"},
                                      {"square", "square"}, {"cjk-ideographic", "cjk"}};
  for (const Style& style : kStyles)
    if (value.find(style.css) != std::string_view::npos) return style.type;
  for (const std::string_view part : {"-chinese-", "japanese-", "cjk-"})
    if (value.find(part) != std::string_view::npos) return "cjk";
  return {};
}

void apply(InlineStyle& out, std::string_view name, std::string_view value, double em,
           std::string_view& indent) {
  if (name == "display") {
    out.hidden = out.hidden || value.starts_with("none");
    out.block =
        value == "block" || value == "list-item" || value == "table" || value == "flex" || value == "grid";
  } else if (name == "visibility") {
    out.hidden = out.hidden || value.starts_with("hidden") || value.starts_with("collapse");
  } else if (name == "mso-hide") {
    out.hidden = out.hidden || value.starts_with("all");
  } else if (name == "font-weight") {
    out.bold = value.starts_with("bold") || std::atoi(std::string(value.substr(0, 8)).c_str()) >= 600;
  } else if (name == "font-style") {
    out.italic = value.starts_with("italic") || value.starts_with("oblique");
  } else if (name == "text-decoration" || name == "text-decoration-line") {
    out.underline = value.find("underline") != std::string_view::npos;
    out.strike = value.find("line-through") != std::string_view::npos;
  } else if (name == "vertical-align") {
    out.sub = value.starts_with("sub");
    out.super = value.starts_with("super");
  } else if (name == "text-align") {
    for (const std::string_view align : {"left", "center", "right", "justify"})
      if (value.starts_with(align)) out.align = align;
    if (value.starts_with("end")) out.align = "right";
    if (value.find("center") != std::string_view::npos) out.align = "center";
  } else if (name == "list-style" || name == "list-style-type") {
    out.list_type = list_type_of(value);
  } else if (name == "font-size") {
    out.font_size = pixels(value, em);
  } else if (name == "width") {
    if (value.ends_with('%'))
      out.width = value;
    else if (const auto width = pixels(value, em); width && *width >= 1)
      out.width = std::to_string(std::lround(std::min(*width, 1e6)));
  } else if (name == "text-indent") {
    indent = value;
  } else if (name == "margin-left" || name == "padding-left") {
    if (const auto left = pixels(value, em); left && *left > 0)
      out.block_indent = out.block_indent.value_or(0) + *left;
  }
}

}  // namespace

InlineStyle read_inline_style(std::string_view style, double inherited_size, double text_size) {
  InlineStyle out;
  std::string lower(style.substr(0, 4096));
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  const std::string_view text = lower;
  std::string_view indent;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    const std::string_view declaration = text.substr(at, end - at);
    at = end + 1;
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    apply(out, trim(declaration.substr(0, colon)), trim(declaration.substr(colon + 1)), inherited_size,
          indent);
  }
  const double em = out.font_size.value_or(inherited_size);
  const double unit = text_size > 0 && !is_relative(indent) ? text_size : em;
  if (const auto first_line = pixels(indent, em); first_line && unit > 0) {
    // What is off the page hides a text (image replacement), and is no indent.
    constexpr double kMost = 20;
    if (std::abs(*first_line / unit) <= kMost) out.indent = *first_line / unit * 1000;
  }
  if (out.block_indent) *out.block_indent = em > 0 ? std::min(*out.block_indent / em * 1000, 40000.0) : 0;
  return out;
}

std::optional<double> font_size_of(std::string_view style, double inherited_size) {
  if (style.find("font-size") == std::string_view::npos) return std::nullopt;
  return read_inline_style(style, inherited_size).font_size;
}

void mark_style(pugi::xml_node element, Tag tag, const InlineStyle& style) {
  element.remove_attribute("style");
  const auto set = [&](const char* name, const char* value) {
    element.append_attribute(name).set_value(value);
  };
  if (style.block) set(mark::kBlock, "1");
  if (!style.list_type.empty() && (tag == Tag::ol || tag == Tag::ul) && !element.attribute("type"))
    set("type", style.list_type.data());
  if (!style.width.empty() && (tag == Tag::col || tag == Tag::td || tag == Tag::th) &&
      !element.attribute("width"))
    set("width", style.width.c_str());
  if (!style.align.empty()) set(mark::kAlign, style.align.c_str());
  if (style.indent && *style.indent != 0)
    set(mark::kIndent, std::to_string(std::lround(*style.indent)).c_str());
  if (style.block_indent && *style.block_indent >= 1)
    set(mark::kBlockIndent, std::to_string(std::lround(*style.block_indent)).c_str());
  std::string words;
  const auto word = [&](bool on, const char* name) {
    if (on) words.append(words.empty() ? "" : " ").append(name);
  };
  word(style.bold, "bold");
  word(style.italic, "italic");
  word(style.underline, "underline");
  word(style.strike, "strike");
  word(style.sub, "sub");
  word(style.super, "super");
  if (!words.empty()) set(mark::kStyle, words.c_str());
}

}  // namespace minutemill::clean
