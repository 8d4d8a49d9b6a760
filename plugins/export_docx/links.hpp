// Addresses as relationship targets.
#pragma once

#include <string>
#include <string_view>

namespace minutemill::docx {

// The address as a URI that a DOCX file may point at: characters that a URI cannot have are percent-encoded.
// Empty for what must not be followed (scripts, local files, UNC paths, data) and for what is longer than
// Word takes.
[[nodiscard]] std::string link_target(std::string_view href);
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace minutemill::docx
