// What may stand in the common elements of WordprocessingML, and in which order (ISO/IEC 29500-4,
// transitional).
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace minutemill::verify {

struct ContentModel {
  bool ordered = false;
  std::unordered_map<std::string_view, std::uint16_t> places;  // local name -> place in the order
};

// By local name; null for elements that are not looked into.
[[nodiscard]] const ContentModel* content_model(std::string_view local_name);
// Attributes that hold a whole number, by "element/attribute" of local names: "pgSz/w".
[[nodiscard]] bool is_number(std::string_view element, std::string_view attribute);

}  // namespace minutemill::verify
