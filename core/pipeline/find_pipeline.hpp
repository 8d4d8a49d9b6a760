// Pipelines by name.
#pragma once

#include <string>
#include <vector>

#include <minutemill/config.hpp>
#include <minutemill/export.hpp>

namespace minutemill {

// The file that a pipeline's name means: a path, or an installed config. Empty, with a diagnostic, when there
// is none.
[[nodiscard]] std::string find_pipeline(const std::string& name,
                                        const std::vector<std::string>& config_folders,
                                        Diagnostics& diagnostics);
// Names of the pipelines that lie at the top of the folders of configs, sorted.
[[nodiscard]] MINUTEMILL_API std::vector<std::string> installed_pipelines(
    const std::vector<std::string>& config_folders);

}  // namespace minutemill
