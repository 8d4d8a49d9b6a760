// The file around a flow of XHTML.
#pragma once

#include <string>
#include <string_view>

namespace minutemill::epub {

// `type` is the page's epub:type, `root` leads to the folder with the style sheet ("../", or nothing).
[[nodiscard]] std::string wrap_page(std::string_view flow, std::string_view title, std::string_view language,
                                    std::string_view type, std::string_view root);

}  // namespace minutemill::epub
