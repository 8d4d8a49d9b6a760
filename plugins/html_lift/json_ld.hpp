// schema.org facts of a page, from its JSON-LD scripts.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace minutemill::lift {

// (key, value) of the article or page that the script describes: title, author, published, modified, site,
// description, lang. Of a name and a headline that differ, the one in the page's title is taken. Empty when
// it is no JSON, or describes other things (breadcrumbs, organisations).
[[nodiscard]] std::vector<std::pair<std::string_view, std::string>> read_json_ld(std::string_view script,
                                                                                 std::string_view page_title);

}  // namespace minutemill::lift
