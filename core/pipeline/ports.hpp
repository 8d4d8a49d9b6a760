// Whether what each step gives is what the next one takes.
#pragma once

#include <vector>

#include "pipeline/condition.hpp"
#include "pipeline/pipeline_file.hpp"
#include "registry/registry.hpp"
#include <minutemill/plugin.hpp>

namespace minutemill {

struct PortQuestion {
  const PipelineDeclaration* pipeline = nullptr;
  const std::vector<const StageInfo*>* stages = nullptr;   // one a step, null when it is not known
  const std::vector<Applicability>* conditions = nullptr;  // one a step
  Port first = Port::bytes;                                // what the first step is handed
};

// A step with a condition may be left out, so that the next one can be given one of several things; it must
// take them all, or say by `when: {port: ...}` which it is meant for.
void check_ports(const PortQuestion& question, Registry& registry, Diagnostics& diagnostics);

}  // namespace minutemill
