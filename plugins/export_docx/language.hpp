// Languages as WordprocessingML has them: one for Latin, one for East Asian, one for right-to-left text.
#pragma once

#include <string>
#include <string_view>

namespace minutemill::docx {

enum class Script : unsigned char { latin, east_asian, bidi };

// A usable tag (BCP 47 shape), with region where Word wants one: "zh" and "zh-Hans" are zh-CN. Empty for what
// is no tag.
[[nodiscard]] std::string word_language(std::string_view tag);
[[nodiscard]] Script script_of(std::string_view tag) noexcept;
// The attribute of w:lang that a language of this script goes to.
[[nodiscard]] const char* language_attribute(Script script) noexcept;

// Strong right-to-left letters (Unicode bidi classes R and AL).
[[nodiscard]] bool is_rtl(char32_t code_point) noexcept;
// Characters that fonts of both worlds have, so that Word must be told which to take (ECMA-376 §17.3.2.26,
// hint).
[[nodiscard]] bool is_ambiguous_width(char32_t code_point) noexcept;

}  // namespace minutemill::docx
