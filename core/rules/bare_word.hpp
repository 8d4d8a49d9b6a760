// Words as labels and numerals are compared.
#pragma once

#include <string>
#include <string_view>

namespace minutemill::rules {

// `text` in lower case (ASCII), without white space and without the ASCII characters of `marks`.
[[nodiscard]] std::string bare_word(std::string_view text, std::string_view marks = {});

}  // namespace minutemill::rules
