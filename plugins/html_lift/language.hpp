// Language tags as BCP 47 wants them, and the language of a text that says none.
#pragma once

#include <string>
#include <string_view>

#include <minutemill/document.hpp>

namespace minutemill::lift {

// "ZH_cn" -> "zh-CN", "x" and nonsense -> empty.
[[nodiscard]] std::string language_tag(std::string_view raw);
// By the script of the texts below, notes and the readings of ruby left out: zh, ja, ko, ru, el, ar, he, th;
// empty for Latin scripts.
[[nodiscard]] std::string language_by_script(const Node& body);

}  // namespace minutemill::lift
