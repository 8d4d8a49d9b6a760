// What must hold of a configuration file's bytes before a YAML parser sees them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace minutemill {

struct SourceFault {
  std::optional<std::size_t> offset;  // nothing when the whole file is meant
  std::string message;
  std::string hint;
};

// Nothing when `text` (without a byte order mark) is UTF-8 text of a bearable size.
[[nodiscard]] std::optional<SourceFault> check_source(std::string_view text);

}  // namespace minutemill
