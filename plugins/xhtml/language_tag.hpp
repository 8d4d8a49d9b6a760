#pragma once

#include <string>
#include <string_view>

#include <minutemill/document.hpp>

namespace minutemill::xhtml {

// Well-formed by BCP 47 (RFC 5646 §2.1), as far as checkers look: subtags of 1 to 8 letters or digits, a
// primary one of letters.
[[nodiscard]] bool is_language_tag(std::string_view tag) noexcept;

// The document's language; when it does not say, the one that its script is mostly used for, else `fallback`.
[[nodiscard]] std::string language_of(const Document& document, std::string_view fallback);

}  // namespace minutemill::xhtml
