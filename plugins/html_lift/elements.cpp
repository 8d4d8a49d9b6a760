#include "elements.hpp"

#include <algorithm>
#include <array>

namespace minutemill::lift {
namespace {

struct Row {
  std::string_view name;
  ElementInfo info;
};
using enum Element;
using K = NodeKind;
constexpr K kNone = K::unknown_inline;

// Sorted by name.
constexpr std::array kRows = std::to_array<Row>({
    {"a", {link, kNone}}, {"abbr", {span, kNone}}, {"acronym", {span, kNone}}, {"address", {paragraph, kNone}},
    {"area", {ignored, kNone}}, {"article", {division, kNone}}, {"aside", {division, kNone}}, {"audio", {ignored, kNone}},
    {"b", {inline_markup, K::strong}}, {"base", {ignored, kNone}}, {"basefont", {ignored, kNone}}, {"bdi", {span, kNone}},
    {"bdo", {span, kNone}}, {"bgsound", {ignored, kNone}}, {"big", {transparent, kNone}}, {"blink", {transparent, kNone}},
    {"blockquote", {quote, kNone}}, {"body", {division, kNone}}, {"br", {line_break, kNone}}, {"button", {transparent, kNone}},
    {"canvas", {ignored, kNone}}, {"caption", {caption, kNone}}, {"center", {division, kNone}}, {"cite", {inline_markup, K::emphasis}},
    {"code", {inline_markup, K::code}}, {"col", {ignored, kNone}}, {"colgroup", {ignored, kNone}}, {"data", {span, kNone}},
    {"datalist", {ignored, kNone}}, {"dd", {definition, kNone}}, {"del", {inline_markup, K::strike}}, {"details", {division, kNone}},
    {"dfn", {inline_markup, K::emphasis}}, {"dialog", {division, kNone}}, {"dir", {list, kNone}}, {"div", {division, kNone}},
    {"dl", {definitions, kNone}}, {"dt", {term, kNone}}, {"em", {inline_markup, K::emphasis}}, {"embed", {ignored, kNone}},
    {"fieldset", {division, kNone}}, {"figcaption", {caption, kNone}}, {"figure", {figure, kNone}}, {"font", {transparent, kNone}},
    {"footer", {division, kNone}}, {"form", {division, kNone}}, {"frame", {ignored, kNone}}, {"frameset", {ignored, kNone}},
    {"h1", {heading, kNone}}, {"h2", {heading, kNone}}, {"h3", {heading, kNone}}, {"h4", {heading, kNone}},
    {"h5", {heading, kNone}}, {"h6", {heading, kNone}}, {"head", {ignored, kNone}}, {"header", {division, kNone}},
    {"hgroup", {division, kNone}}, {"hr", {rule, kNone}}, {"html", {division, kNone}}, {"i", {inline_markup, K::emphasis}},
    {"iframe", {ignored, kNone}}, {"image", {image, kNone}}, {"img", {image, kNone}}, {"input", {ignored, kNone}},
    {"ins", {inline_markup, K::underline}}, {"kbd", {inline_markup, K::code}}, {"label", {transparent, kNone}},
    {"legend", {paragraph, kNone}}, {"li", {list_item, kNone}}, {"link", {ignored, kNone}}, {"listing", {preformatted, kNone}},
    {"main", {division, kNone}}, {"map", {transparent, kNone}}, {"mark", {span, kNone}}, {"marquee", {transparent, kNone}},
    {"math", {math, kNone}}, {"menu", {list, kNone}}, {"meta", {ignored, kNone}}, {"meter", {transparent, kNone}},
    {"nav", {division, kNone}}, {"nobr", {transparent, kNone}}, {"noframes", {ignored, kNone}}, {"noscript", {ignored, kNone}},
    {"object", {ignored, kNone}}, {"ol", {list, kNone}}, {"optgroup", {ignored, kNone}}, {"option", {ignored, kNone}},
    {"output", {transparent, kNone}}, {"p", {paragraph, kNone}}, {"param", {ignored, kNone}}, {"picture", {picture, kNone}},
    {"plaintext", {preformatted, kNone}}, {"pre", {preformatted, kNone}}, {"progress", {ignored, kNone}},
    {"q", {inline_markup, K::quotation}}, {"rb", {ruby_part, kNone}}, {"rbc", {ruby_part, kNone}}, {"rp", {ignored, kNone}},
    {"rt", {ruby_text, kNone}}, {"rtc", {ruby_text, kNone}}, {"ruby", {inline_markup, K::ruby}}, {"s", {inline_markup, K::strike}},
    {"samp", {inline_markup, K::code}}, {"script", {ignored, kNone}}, {"search", {division, kNone}}, {"section", {division, kNone}},
    {"select", {ignored, kNone}}, {"slot", {transparent, kNone}}, {"small", {transparent, kNone}}, {"source", {ignored, kNone}},
    {"span", {span, kNone}}, {"strike", {inline_markup, K::strike}}, {"strong", {inline_markup, K::strong}},
    {"style", {ignored, kNone}}, {"sub", {inline_markup, K::subscript}}, {"summary", {paragraph, kNone}},
    {"sup", {inline_markup, K::superscript}}, {"svg", {svg, kNone}}, {"table", {table, kNone}}, {"tbody", {table_part, kNone}},
    {"td", {table_part, kNone}}, {"template", {ignored, kNone}}, {"textarea", {ignored, kNone}}, {"tfoot", {table_part, kNone}},
    {"th", {table_part, kNone}}, {"thead", {table_part, kNone}}, {"time", {span, kNone}}, {"title", {ignored, kNone}},
    {"tr", {table_part, kNone}}, {"track", {ignored, kNone}}, {"tt", {inline_markup, K::code}}, {"u", {inline_markup, K::underline}},
    {"ul", {list, kNone}}, {"var", {inline_markup, K::emphasis}}, {"video", {ignored, kNone}}, {"wbr", {ignored, kNone}},
    {"xmp", {preformatted, kNone}},
});
static_assert(std::is_sorted(kRows.begin(), kRows.end(), [](const Row& a, const Row& b) { return a.name < b.name; }));

}  // namespace

ElementInfo element_info(std::string_view name) noexcept {
  const auto* at = std::lower_bound(kRows.begin(), kRows.end(), name, [](const Row& r, std::string_view n) { return r.name < n; });
  if (at != kRows.end() && at->name == name) return at->info;
  // Custom elements and those of other vocabularies (o:p, st1:place) only wrap.
  if (name.find_first_of("-:") != std::string_view::npos) return {transparent, kNone};
  return {};
}

}  // namespace minutemill::lift
