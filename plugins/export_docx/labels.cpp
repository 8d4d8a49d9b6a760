#include "labels.hpp"

#include <algorithm>

#include <minutemill/text.hpp>

namespace minutemill::docx {
namespace {

constexpr std::size_t kLongestLabel = 48;     // bytes: what is longer introduces nothing
constexpr std::size_t kLongestMeasure = 600;  // bytes: more than a line

}  // namespace

std::size_t label_length(std::string_view text, std::string_view ends) {
  for (std::size_t i = 0; i < std::min(text.size(), kLongestLabel);) {
    const std::size_t start = i;
    (void)next_code_point(text, i);
    if (ends.find(text.substr(start, i - start)) != std::string_view::npos) return i;
  }
  return 0;
}

std::int32_t width_in_characters(std::string_view text) {
  std::int32_t width = 0;
  text = cut_utf8(text, kLongestMeasure);
  for (std::size_t i = 0; i < text.size();) width += is_cjk(next_code_point(text, i)) ? 100 : 50;
  return width;
}

std::optional<std::string> filled_in(std::string_view pattern, const Record& record) {
  std::string out;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{'), close = pattern.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out += pattern.substr(0, open);
    const Value* value = record.at(pattern.substr(open + 1, close - open - 1));
    if (value == nullptr || value->empty()) return std::nullopt;
    out += value->to_line();
    pattern.remove_prefix(close + 1);
  }
  return out.append(pattern);
}

}  // namespace minutemill::docx
