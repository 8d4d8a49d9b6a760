// What every verb with a pipeline does first: read its overrides, load it, show what is wrong.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/verbs.hpp"
#include <minutemill/engine.hpp>

namespace minutemill::cli {

// "STEP.OPTION=VALUE" as given to --set (`prefix` empty) or "KEY=VALUE" to --limit (`prefix` "limits.");
// false, with a message on standard error, when one has no '='.
[[nodiscard]] bool read_overrides(const std::vector<std::string>& texts, std::string_view prefix,
                                  const char* option, std::vector<Override>& overrides);

// Nothing when the pipeline is refused; warnings and errors go to standard error, `status` tells wrong_use
// from plugin_trouble.
[[nodiscard]] std::optional<Pipeline> load_pipeline(Engine& engine, const std::string& name,
                                                    const std::vector<Override>& overrides,
                                                    const Shared& shared, int& status);

}  // namespace minutemill::cli
