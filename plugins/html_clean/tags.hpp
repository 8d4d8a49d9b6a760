// The elements that cleaning tells apart, as numbers: a page is walked many times, its names are read once.
#pragma once

#include <cstdint>
#include <string_view>

namespace minutemill::clean {

enum class Tag : std::uint8_t {
  none,  // neither element, text nor comment
  text,
  comment,
  other,  // an element that nothing below speaks of
  a,
  address,
  article,
  aside,
  audio,
  b,
  base,
  blockquote,
  body,
  br,
  button,
  canvas,
  caption,
  center,
  code,
  col,
  colgroup,
  dd,
  details,
  dir,
  div,
  dl,
  dt,
  em,
  embed,
  fieldset,
  figcaption,
  figure,
  font,
  footer,
  form,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  head,
  header,
  hgroup,
  hr,
  html,
  i,
  iframe,
  image,
  img,
  input,
  li,
  main,
  math,
  menu,
  nav,
  object,
  office_p,  // <o:p>, which Word puts into paragraphs
  ol,
  p,
  picture,
  pre,
  rt,
  script,
  section,
  select,
  source,
  span,
  strong,
  summary,
  svg,
  table,
  tbody,
  td,
  textarea,
  tfoot,
  th,
  thead,
  tr,
  u,
  ul,
  video,
};
inline constexpr std::size_t kTags = static_cast<std::size_t>(Tag::video) + 1;

// Of an element's name; Tag::other for one that is not listed.
[[nodiscard]] Tag tag_of(std::string_view name) noexcept;

[[nodiscard]] constexpr bool is_element(Tag tag) noexcept {
  return tag >= Tag::other;
}
// Displayed as a block.
[[nodiscard]] bool is_block(Tag tag) noexcept;
// Shows or means something without text.
[[nodiscard]] bool is_solid(Tag tag) noexcept;
// A cell, item, caption or quotation: its lines are no headings of the page.
[[nodiscard]] bool is_box(Tag tag) noexcept;
// 1..6 for h1..h6, else 0.
[[nodiscard]] constexpr int heading_level(Tag tag) noexcept {
  return tag >= Tag::h1 && tag <= Tag::h6 ? static_cast<int>(tag) - static_cast<int>(Tag::h1) + 1 : 0;
}

}  // namespace minutemill::clean
