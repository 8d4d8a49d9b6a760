// JSON Schema (draft 7, which editors read best) of the files that users write, from the option tables.
#pragma once

#include <string>
#include <vector>

#include <minutemill/export.hpp>
#include <minutemill/plugin.hpp>

namespace minutemill {

// Pipeline files, with the options of these stages. Indented by two spaces, with a line end.
[[nodiscard]] MINUTEMILL_API std::string pipeline_schema(std::vector<const StageInfo*> stages);
// Case files, whose steps are those of a pipeline.
[[nodiscard]] MINUTEMILL_API std::string case_schema(std::vector<const StageInfo*> stages);

}  // namespace minutemill
