// `--set step.option=value`, laid over a pipeline before its options are read.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "options/bind.hpp"
#include "pipeline/pipeline_file.hpp"
#include <minutemill/config.hpp>
#include <minutemill/engine.hpp>

namespace minutemill {

class Overrides {
 public:
  // Reads the values; what cannot be read is told.
  Overrides(const std::vector<Override>& given, Diagnostics& diagnostics);

  // Those whose step is no id of the pipeline and not "limits".
  void check_targets(const PipelineDeclaration& pipeline, Diagnostics& diagnostics) const;
  [[nodiscard]] std::vector<OptionOverride> of(std::string_view step) const;
  // The value of `step.key`, or null: for keys that are no options.
  [[nodiscard]] const ConfigNode* find(std::string_view step, std::string_view key) const;
  // True for a node of one of the values.
  [[nodiscard]] bool owns(const ConfigNode& node) const noexcept;

 private:
  struct Item {
    std::string step;
    std::string option;
    std::unique_ptr<ConfigDocument> document;
  };
  std::vector<Item> items_;
};

}  // namespace minutemill
