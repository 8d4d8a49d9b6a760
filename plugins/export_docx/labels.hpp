// Words that introduce a paragraph ("出席：", "Present:"), and text measured in characters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <minutemill/metadata.hpp>

namespace minutemill::docx {

// Bytes up to and with the first character that is one of `ends`; 0 when there is none near the start.
[[nodiscard]] std::size_t label_length(std::string_view text, std::string_view ends);
// Hundredths of an em: a CJK character takes one em, others half of one.
[[nodiscard]] std::int32_t width_in_characters(std::string_view text);
// "{path}" replaced by values of the record; nothing when one of them is missing.
[[nodiscard]] std::optional<std::string> filled_in(std::string_view pattern, const Record& record);

}  // namespace minutemill::docx
