// Keeps hostile pages from what takes an HTML5 parser quadratic time: tags that would nest too deep,
// formatting elements that would be opened again in every paragraph, attributes without end. Such tags are
// blanked out in a copy of the text, byte for byte, so that positions stay; no text is touched.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <minutemill/report.hpp>

namespace minutemill::html {

struct GuardLimits {
  std::size_t depth = 256;         // open elements
  std::size_t formatting = 64;     // open b, i, font, a ... at a time
  std::size_t reopened = 200'000;  // formatting elements opened again in later blocks, over the whole page
  std::size_t attributes = 256;    // of one element
};

struct Guarded {
  std::string copy;  // the changed text; empty when nothing had to be changed
  std::size_t tags = 0;
  std::size_t too_deep = 0, too_many_open = 0, too_many_attributes = 0;  // tags changed
  SourceSpan first_deep, first_open, first_attributes;                   // in the decoded text
  [[nodiscard]] bool changed() const noexcept { return !copy.empty(); }
};
[[nodiscard]] Guarded guard(std::string_view text, const GuardLimits& limits);

}  // namespace minutemill::html
