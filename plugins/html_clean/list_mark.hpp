// What stands in front of a list item, read: a bullet, or a number in one of the styles of HTML.
#pragma once

#include <cstdint>
#include <string_view>

namespace minutemill::clean {

struct ListMark {
  enum class Kind : std::uint8_t {
    bullet,
    decimal,
    lower_alpha,
    upper_alpha,
    lower_roman,
    upper_roman,
    text,  // a number that only words can show
  };
  Kind kind = Kind::bullet;
  int number = 0;  // from 1; 0 for bullets and text
};

// "·" is a bullet, "3." and "(3)" a decimal, "b)" a letter, "iv." a roman numeral, "一、" and "1.2" are text.
// `before`: the kind of the item before on the same level, which decides what "i." is.
[[nodiscard]] ListMark read_list_mark(std::string_view mark, ListMark::Kind before);

// The HTML attribute "type" of an ol; empty for decimal.
[[nodiscard]] const char* list_type(ListMark::Kind kind) noexcept;

}  // namespace minutemill::clean
