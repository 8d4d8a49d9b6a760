// yaml-cpp's error messages in words that help.
#pragma once

#include <string>
#include <string_view>

namespace minutemill {

struct SyntaxMessage {
  std::string message;
  std::string hint;
};

[[nodiscard]] SyntaxMessage explain_syntax(std::string_view yaml_cpp_message);

}  // namespace minutemill
