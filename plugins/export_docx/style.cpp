#include "style.hpp"

#include "builtin_styles.hpp"
#include "style_reader.hpp"

namespace minutemill::docx {

const NamedStyle* Style::find(std::string_view key) const noexcept {
  for (const NamedStyle& style : styles)
    if (style.key == key) return &style;
  return nullptr;
}

const FontSet* Style::font(std::string_view key) const noexcept {
  for (const FontSet& set : fonts)
    if (set.key == key) return &set;
  return nullptr;
}

namespace {

// The first style on the way from `style` to its last base for which `get` has a value. Bases cannot form a
// ring: a style file can only name styles that stand before it.
template <class Get>
auto inherited(const Style& all, const NamedStyle& style, Get get) {
  const NamedStyle* at = &style;
  while (at != nullptr && !get(*at)) at = at->based_on.empty() ? nullptr : all.find(at->based_on);
  return get(at != nullptr ? *at : style);
}

}  // namespace

std::int32_t Style::half_points(const NamedStyle& style) const noexcept {
  return inherited(*this, style, [](const NamedStyle& s) { return s.run.half_points; }).value_or(0);
}
Extent Style::first_indent(const NamedStyle& style) const noexcept {
  return inherited(*this, style, [](const NamedStyle& s) { return s.paragraph.first_indent; })
      .value_or(Extent{});
}
Extent Style::left(const NamedStyle& style) const noexcept {
  return inherited(*this, style, [](const NamedStyle& s) { return s.paragraph.left; }).value_or(Extent{});
}
Extent Style::right(const NamedStyle& style) const noexcept {
  return inherited(*this, style, [](const NamedStyle& s) { return s.paragraph.right; }).value_or(Extent{});
}
std::string_view Style::align(const NamedStyle& style) const noexcept {
  const NamedStyle* at = &style;
  while (at != nullptr && !at->paragraph.align) at = at->based_on.empty() ? nullptr : find(at->based_on);
  return at != nullptr ? std::string_view(*at->paragraph.align) : std::string_view("left");
}

Style bare_style() {
  Style style;
  for (const BuiltInStyle& known : kBuiltInStyles) {
    NamedStyle& named = style.styles.emplace_back();
    named.key = known.key;
    named.id = known.id;
    named.name = known.name;
    named.based_on = known.based_on;
    named.next = known.next;
    named.priority = known.priority;
    named.built_in = known.known_to_word;
    named.of_volumes = known.of_volumes;
    named.type = known.character ? StyleType::character : StyleType::paragraph;
  }
  return style;
}

void read_style(const ConfigNode& root, bool extends, Style& style, Diagnostics& diagnostics) {
  StyleReader(style, extends, diagnostics).read(root);
}

}  // namespace minutemill::docx
