// Runs the HTML stages of the build over a text.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <minutemill/engine.hpp>

namespace minutemill::test {

class Stages {
 public:
  // The steps of a pipeline, one name a line: "html_parse".
  explicit Stages(std::string_view steps);
  using See = std::function<void(const Markup*, const Document*)>;
  // Calls `see` after the last step; returns how it went.
  Conversion run(std::string_view bytes, std::string_view name, const See& see);

 private:
  Engine engine_;
  std::optional<Pipeline> pipeline_;
  std::string last_;
};

}  // namespace minutemill::test
