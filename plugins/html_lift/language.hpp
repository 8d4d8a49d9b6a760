// Language tags as BCP 47 wants them, and the language of a text that says none.
#pragma once

#include <string>
#include <string_view>

namespace minutemill::lift {

// "ZH_cn" -> "zh-CN", "x" and nonsense -> empty.
[[nodiscard]] std::string language_tag(std::string_view raw);
// By script: zh, ja, ko, ru, el, ar, he, th; empty for Latin scripts.
[[nodiscard]] std::string language_by_script(std::string_view text);

}  // namespace minutemill::lift
