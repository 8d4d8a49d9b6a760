// Pages and screens made from the tables of a stage: what `plugins describe` prints and docs/reference/
// holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill {

// For a terminal of `width` columns.
[[nodiscard]] MINUTEMILL_API std::string describe_stage(const StageInfo& stage, std::size_t width = 100);
// docs/reference/stages/<stage>.md
[[nodiscard]] MINUTEMILL_API std::string stage_page(const StageInfo& stage);
// docs/reference/stages/README.md: all stages in the order that a document meets them.
[[nodiscard]] MINUTEMILL_API std::string stage_index(std::vector<const StageInfo*> stages);
// docs/reference/reports.md
[[nodiscard]] MINUTEMILL_API std::string reports_page(const std::vector<const StageInfo*>& stages);
// A step of a pipeline with the stage's required options and the defaults of the others, as YAML.
[[nodiscard]] MINUTEMILL_API std::string example_step(const StageInfo& stage);

// By ports, from bytes to artifacts, then by name.
MINUTEMILL_API void sort_by_ports(std::vector<const StageInfo*>& stages);
// `text` cut at spaces into lines of at most `width` columns, each but the first led by `indent`.
[[nodiscard]] MINUTEMILL_API std::string wrap(std::string_view text, std::size_t width,
                                              std::string_view indent);

}  // namespace minutemill
