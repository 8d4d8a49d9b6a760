// What a link of the input may become in an output.
#pragma once

#include <string>
#include <string_view>

namespace minutemill::xhtml {

struct LinkTarget {
  enum class Kind {
    none,      // empty
    fragment,  // within the document; `value` is the id, percent-decoded
    external,  // of a scheme that is known to be harmless; `value` can be written as it is
    relative,  // to another file beside the input; `value` can be written as it is
    refused,   // active (javascript:, data: ...), local (file:, UNC) or not a URL at all
  };
  Kind kind = Kind::none;
  std::string value;
};

[[nodiscard]] LinkTarget read_link(std::string_view href);

}  // namespace minutemill::xhtml
