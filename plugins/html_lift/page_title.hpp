// A page's title without the name of its site.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace minutemill::lift {

struct PageHeading {
  int level = 1;
  std::string text;
};

// "Headline_Section_Site" -> "Headline": the part that a heading of the page repeats, else what is before the
// last separator when that is long enough to be a title. A word or two ("Minutes - Marsh Board") say too
// little without the site.
[[nodiscard]] std::string without_site(std::string_view title, const std::vector<PageHeading>& headings,
                                       std::string_view site);
// Runs of white space as one space.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace minutemill::lift
