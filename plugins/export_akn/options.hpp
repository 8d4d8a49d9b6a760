// What can be chosen, and what is told of losses.
#pragma once

#include <string>

#include <minutemill/options.hpp>
#include <minutemill/report.hpp>

namespace minutemill::akn {

struct Options {
  std::string country = "zz";
  std::string language = "und";
  bool generated_headings = false;
  bool embed_images = true;
  ByteSize image_size{1024 * 1024};
};

inline constexpr ReportKind kLinkPlain{
    5701, Severity::warning, "link made plain",
    "A link that is active, local, no URL or leads nowhere in the document became plain text."};
inline constexpr ReportKind kImageLeftOut{5702, Severity::warning, "image left out",
                                          "A picture is not in the output: it is too large, it is missing, "
                                          "or embed_images is off. Its description stands there."};
inline constexpr ReportKind kMathAsText{5703, Severity::note, "formula as text",
                                        "Akoma Ntoso has no formulas; the characters of one are kept."};

}  // namespace minutemill::akn
