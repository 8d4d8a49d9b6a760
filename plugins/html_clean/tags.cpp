#include "tags.hpp"

#include <array>

#include <minutemill/name_table.hpp>

namespace minutemill::clean {
namespace {

enum Trait : std::uint8_t { kBlock = 1, kSolid = 2, kBox = 4 };

struct Row {
  std::string_view name;
  Tag tag;
  std::uint8_t traits = 0;
};
constexpr std::array kRows = std::to_array<Row>({
    {"a", Tag::a},
    {"address", Tag::address, kBlock},
    {"article", Tag::article, kBlock},
    {"aside", Tag::aside, kBlock},
    {"audio", Tag::audio, kSolid},
    {"b", Tag::b},
    {"base", Tag::base},
    {"blockquote", Tag::blockquote, kBlock | kBox},
    {"body", Tag::body, kBlock},
    {"br", Tag::br, kSolid},
    {"button", Tag::button, kSolid},
    {"canvas", Tag::canvas, kSolid},
    {"caption", Tag::caption, kBox},
    {"center", Tag::center, kBlock},
    {"code", Tag::code},
    {"col", Tag::col, kSolid},
    {"colgroup", Tag::colgroup, kSolid},
    {"dd", Tag::dd, kBlock | kBox},
    {"details", Tag::details, kBlock},
    {"dir", Tag::dir, kBlock},
    {"div", Tag::div, kBlock},
    {"dl", Tag::dl, kBlock},
    {"dt", Tag::dt, kBlock | kBox},
    {"em", Tag::em},
    {"embed", Tag::embed, kSolid},
    {"fieldset", Tag::fieldset, kBlock},
    {"figcaption", Tag::figcaption, kBlock | kBox},
    {"figure", Tag::figure, kBlock | kSolid},
    {"font", Tag::font},
    {"footer", Tag::footer, kBlock},
    {"form", Tag::form, kBlock},
    {"h1", Tag::h1, kBlock},
    {"h2", Tag::h2, kBlock},
    {"h3", Tag::h3, kBlock},
    {"h4", Tag::h4, kBlock},
    {"h5", Tag::h5, kBlock},
    {"h6", Tag::h6, kBlock},
    {"head", Tag::head},
    {"header", Tag::header, kBlock},
    {"hgroup", Tag::hgroup},
    {"hr", Tag::hr, kBlock | kSolid},
    {"html", Tag::html},
    {"i", Tag::i},
    {"iframe", Tag::iframe, kSolid},
    {"image", Tag::image},
    {"img", Tag::img, kSolid},
    {"input", Tag::input, kSolid},
    {"li", Tag::li, kBlock | kBox},
    {"main", Tag::main, kBlock},
    {"math", Tag::math, kSolid},
    {"menu", Tag::menu, kBlock},
    {"nav", Tag::nav, kBlock},
    {"o:p", Tag::office_p},
    {"object", Tag::object, kSolid},
    {"ol", Tag::ol, kBlock},
    {"p", Tag::p, kBlock},
    {"picture", Tag::picture},
    {"pre", Tag::pre, kBlock | kSolid | kBox},
    {"rt", Tag::rt, kSolid},
    {"script", Tag::script},
    {"section", Tag::section, kBlock},
    {"select", Tag::select, kSolid},
    {"source", Tag::source, kSolid},
    {"span", Tag::span},
    {"strong", Tag::strong},
    {"summary", Tag::summary, kBlock},
    {"svg", Tag::svg, kSolid},
    {"table", Tag::table, kBlock | kSolid},
    {"tbody", Tag::tbody, kBlock | kSolid},
    {"td", Tag::td, kBlock | kSolid | kBox},
    {"textarea", Tag::textarea, kSolid},
    {"tfoot", Tag::tfoot, kBlock | kSolid},
    {"th", Tag::th, kBlock | kSolid | kBox},
    {"thead", Tag::thead, kBlock | kSolid},
    {"tr", Tag::tr, kBlock | kSolid},
    {"u", Tag::u},
    {"ul", Tag::ul, kBlock},
    {"video", Tag::video, kSolid},
});
static_assert(kRows.size() + static_cast<std::size_t>(Tag::a) == kTags, "a row for each element");

constexpr std::array<std::uint8_t, kTags> kTraits = [] {
  std::array<std::uint8_t, kTags> traits{};
  for (const Row& row : kRows) traits[static_cast<std::size_t>(row.tag)] = row.traits;
  return traits;
}();

constexpr NameTable kTable(kRows);

bool has(Tag tag, Trait trait) noexcept {
  return (kTraits[static_cast<std::size_t>(tag)] & trait) != 0;
}

}  // namespace

Tag tag_of(std::string_view name) noexcept {
  const Row* const row = kTable.find(name);
  return row == nullptr ? Tag::other : row->tag;
}

bool is_block(Tag tag) noexcept {
  return has(tag, kBlock);
}
bool is_solid(Tag tag) noexcept {
  return has(tag, kSolid);
}
bool is_box(Tag tag) noexcept {
  return has(tag, kBox);
}

}  // namespace minutemill::clean
