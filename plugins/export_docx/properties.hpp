// Core, extended and custom properties from the record.
#pragma once

#include <string>

#include <minutemill/document.hpp>

namespace minutemill::docx {

[[nodiscard]] std::string core_properties(const Document& document, const std::string& language, bool full);
[[nodiscard]] std::string custom_properties(const Document& document, bool full);
[[nodiscard]] std::string extended_properties();

}  // namespace minutemill::docx
