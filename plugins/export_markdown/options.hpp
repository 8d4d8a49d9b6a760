// What can be chosen, and what is told of losses.
#pragma once

#include <minutemill/options.hpp>
#include <minutemill/report.hpp>

namespace minutemill::markdown_out {

struct Options {
  bool front_matter = true;
  bool generated_headings = false;
  bool embed_images = true;
  ByteSize image_size{1024 * 1024};
};

inline constexpr ReportKind kTableFlattened{
    5601, Severity::note, "table flattened",
    "A table with spans or with several blocks in a cell became a plain one; its words are all there."};
inline constexpr ReportKind kImageLeftOut{5602, Severity::warning, "image left out",
                                          "A picture is not in the output: it is too large, it is missing, "
                                          "or embed_images is off. Its description stands there."};
inline constexpr ReportKind kLinkRefused{5603, Severity::warning, "link refused",
                                         "A link that is active, local or no URL became plain text."};
inline constexpr ReportKind kNumberingLost{
    5604, Severity::note, "numbering lost",
    "Markdown numbers lists upwards in decimals from one first number; another numbering is not kept."};

}  // namespace minutemill::markdown_out
