// Whether what each step gives is what the next one takes.
#pragma once

#include <vector>

#include "pipeline/pipeline_file.hpp"
#include "registry/registry.hpp"
#include <minutemill/plugin.hpp>

namespace minutemill {

// `stages`: one for each step, null when it is not known. `first`: what the first step is handed.
void check_ports(const PipelineDeclaration& pipeline, const std::vector<const StageInfo*>& stages, Port first,
                 Registry& registry, Diagnostics& diagnostics);

}  // namespace minutemill
