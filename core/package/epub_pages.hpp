// The pages of an EPUB, once the package document is read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "package/verify.hpp"

namespace minutemill::verify {

struct EpubPages {
  std::string title;               // dc:title; a heading that repeats it need not be in the contents
  std::string navigation;          // the navigation document
  std::vector<std::string> spine;  // in reading order
};

[[nodiscard]] std::string decoded_href(std::string_view href);  // without percent-encoding
[[nodiscard]] bool is_remote_href(std::string_view href);

// References and ids, headings, style sheets, and the navigation held against the headings.
void check_pages(Parts& parts, const EpubPages& pages);

}  // namespace minutemill::verify
